// A night at the desk: with scripts and without, at 320, 390 and 1280 points, light, dark and in large type. It fails if axe-core
// finds a violation of WCAG 2.2 AA, if anything is fetched from elsewhere, if a page is wider than the screen, or if an act does
// not do what it says. Usage: node night.mjs ADDRESS FOLDER-FOR-PICTURES
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";

const [address, folder] = process.argv.slice(2);
if (!address || !folder || !process.env.PASSPHRASE) {
  console.error("say where the desk is, and a folder for its pictures; PASSPHRASE is the manager's");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(folder, { recursive: true });
const wrong = [];
const say = (what) => wrong.push(what);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// A tab that notes whatever it fetches from elsewhere, and whatever goes wrong in it.
const open = async (screen) => {
  const context = await browser.newContext(screen);
  const tab = await context.newPage();
  tab.on("request", (request) => {
    if (!request.url().startsWith(address)) say(`fetches ${request.url()}`);
  });
  tab.on("pageerror", (error) => say(`a script fails: ${error}`));
  return tab;
};

const signIn = async (tab, name, passphrase) => {
  await tab.goto(`${address}/sign-in`);
  await tab.getByLabel("Account").fill(name);
  await tab.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await tab.getByRole("button", { name: "Sign in" }).click();
  await tab.getByText("Sign out").waitFor();
};

const expect = async (tab, words) => {
  try {
    await tab.locator("main").filter({ hasText: words }).waitFor({ timeout: 15000 });
  } catch {
    const text = await tab.locator("main").innerText();
    say(`${new URL(tab.url()).pathname.split("/")[1]} does not say "${words}": ${text.slice(0, 300)}`);
  }
};

// A page at every size: axe-core, width, title, a picture.
const screens = [
  { size: "320", viewport: { width: 320, height: 640 } },
  { size: "390", viewport: { width: 390, height: 844 } },
  { size: "1280", viewport: { width: 1280, height: 900 } },
  { size: "390-dark", viewport: { width: 390, height: 844 }, dark: true },
];
const look = async (tab, name) => {
  for (const { size, viewport, dark } of screens) {
    await tab.setViewportSize(viewport);
    await tab.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) say(`${name} at ${size} is ${wide} points wider than the screen`);
    await tab.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: true });
    await tab.evaluate(axe);
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations, passes } = await tab.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), tags);
    for (const { id, help, nodes } of violations) {
      say(`${name} at ${size}: ${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
    }
    if (passes.length < 10) say(`${name} at ${size}: axe-core looked at ${passes.length} rules only`);
  }
  if ((await tab.title()) !== "Desk") say(`${name} is called "${await tab.title()}"`);
  console.log(`${name}: looked at`);
};

const refer = async (tab) => {
  await tab.goto(`${address}/referral`);
  await tab.getByLabel("Yes", { exact: true }).check();
  await tab.locator("#who-1").selectOption("woman");
  await tab.locator("#age-1").fill("31");
  await tab.locator("#who-2").selectOption("boy");
  await tab.locator("#age-2").fill("9");
  await tab.locator("#places").fill("ST3 1AB");
};

// The manager makes an account for the night, and looks at her pages.
const manager = await open({});
await manager.goto(`${address}/`);
await look(manager, "sign-in");
await signIn(manager, "manager-1", process.env.PASSPHRASE);
await expect(manager, "Your account");
await look(manager, "account");
await manager.goto(`${address}/accounts`);
await manager.getByLabel("Account: letters").fill("duty-1");
await manager.getByRole("button", { name: "Make the account" }).click();
const drawn = await manager.locator(".done code").innerText();
await look(manager, "accounts");

// A night without scripts.
const plain = await open({ javaScriptEnabled: false });
await signIn(plain, "duty-1", drawn);
await plain.goto(`${address}/`);
await expect(plain, "Free now");
await refer(plain);
await plain.getByRole("button", { name: "See what fits" }).first().click();
await expect(plain, "IN DANGER NOW?");
await plain.getByRole("button", { name: "Record the referral" }).first().click();
await expect(plain, "What happens now?");
await plain.getByRole("button", { name: /^Hold / }).first().click();
await expect(plain, "held");
await plain.getByRole("button", { name: "Offer the unit" }).click();
await expect(plain, "offered");
await plain.getByText("They say yes", { exact: true }).first().click();
await plain.getByRole("button", { name: "They say yes" }).click();
await expect(plain, "accepted");
await plain.getByRole("button", { name: "They have arrived" }).click();
await expect(plain, "Lives in ");

// The same with scripts: the answer stands beside the form before anything is tapped, and two taps are one event.
const phone = await open({});
await signIn(phone, "duty-1", drawn);
await phone.goto(`${address}/`);
await look(phone, "tonight");
await refer(phone);
await phone.locator("#places").blur();
await phone.locator("#answer #danger").waitFor();
await look(phone, "referral");
await phone.getByText("Everything else", { exact: true }).click();
await look(phone, "referral-everything");
await phone.context().setOffline(true);
await phone.getByRole("button", { name: "Record the referral" }).first().click();
await phone.getByText("The connection was lost").waitFor();
if ((await phone.locator("#places").inputValue()) !== "ST3 1AB") say("a lost connection loses what was typed");
await phone.context().setOffline(false);
await phone.getByRole("button", { name: "Record the referral" }).first().click();
await phone.getByText("What happens now?").waitFor();
await look(phone, "household");
const page = phone.url();
await phone.getByRole("button", { name: /^Hold / }).first().dblclick();
await expect(phone, "is held for them");
const held = await phone.locator(".history").innerText();
if (held.match(/held/g).length !== 1) say(`two taps are two events: ${held}`);
await look(phone, "household-held");
await phone.getByText("Let the unit go", { exact: true }).first().click();
await phone.getByRole("button", { name: "Let the unit go" }).click();
await expect(phone, "Waits.");

// Two phones for one unit.
const other = await open({});
await signIn(other, "manager-1", process.env.PASSPHRASE);
const [first, second] = [phone, other];
for (const tab of [first, second]) {
  await refer(tab);
  await tab.getByRole("button", { name: "Record the referral" }).first().click();
  await tab.getByText("What happens now?").waitFor();
}
const unit = await second.getByRole("button", { name: /^Hold / }).first().innerText();
await Promise.all([first, second].map((tab) => tab.getByRole("button", { name: unit, exact: true }).click()));
await Promise.all([first, second].map((tab) => tab.locator(".done, .wrong").first().waitFor()));
const lost = await Promise.all([first, second].map((tab) => tab.locator(".wrong").count()));
if (lost[0] + lost[1] !== 1) say(`of two phones ${lost[0] + lost[1]} were told that the unit is taken`);
await look(lost[0] ? first : second, "refused");

// The unit, the manager's pages, and what nobody finds.
await phone.goto(`${address}/`);
await phone.locator(".units-free a").first().click();
await look(phone, "unit");
for (const path of ["decisions", "looks"]) {
  await other.goto(`${address}/${path}`);
  await look(other, path);
}
await other.goto(page);
await look(other, "household-for-a-manager");
await phone.goto(`${address}/accounts`);
await expect(phone, "There is nothing here");
await look(phone, "nothing");

// Leaving at once, by Shift three times: the session is over whatever becomes of the way out.
await phone.goto(`${address}/`);
const before = wrong.length;
const away = phone.waitForEvent("request", (request) => request.url().startsWith("https:"));
for (let k = 0; k < 3; k += 1) await phone.keyboard.press("Shift");
await away;
wrong.splice(before);
const after = await phone.context().newPage();
await after.goto(`${address}/`);
await expect(after, "Sign in");

await browser.close();
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
