// What every night in a browser needs: tabs that note what they fetch, and a page looked at in every size.
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";

export const [address, folder] = process.argv.slice(2);
if (!address || !folder || !process.env.PASSPHRASE) {
  console.error("say where the desk is, and a folder for its pictures; PASSPHRASE is the manager's");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(folder, { recursive: true });
export const wrong = [];
export const say = (what) => wrong.push(what);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// A tab that notes whatever it fetches from elsewhere, and whatever goes wrong in it.
export const open = async (screen) => {
  const context = await browser.newContext(screen);
  const tab = await context.newPage();
  tab.on("request", (request) => {
    if (!request.url().startsWith(address)) say(`fetches ${request.url()}`);
  });
  tab.on("pageerror", (error) => say(`a script fails: ${error}`));
  return tab;
};

export const signIn = async (tab, name, passphrase) => {
  await tab.goto(`${address}/sign-in`);
  await tab.getByLabel("Account").fill(name);
  await tab.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await tab.getByRole("button", { name: "Sign in" }).click();
  await tab.getByText("Sign out").waitFor();
};

export const expect = async (tab, words) => {
  try {
    await tab.locator("main").filter({ hasText: words }).waitFor({ timeout: 15000 });
  } catch {
    const text = await tab.locator("main").innerText();
    say(`${new URL(tab.url()).pathname.split("/")[1]} does not say "${words}": ${text.slice(0, 300)}`);
  }
};

// A page at every size: axe-core, width, title, a picture.
export const quick = process.env.QUICK === "1";
const all = [
  { size: "320", viewport: { width: 320, height: 640 } },
  { size: "390", viewport: { width: 390, height: 844 } },
  { size: "1280", viewport: { width: 1280, height: 900 } },
  { size: "390-dark", viewport: { width: 390, height: 844 }, dark: true },
  { size: "390-large", viewport: { width: 390, height: 844 }, large: true },
  { size: "320-large", viewport: { width: 320, height: 568 }, large: true },
  { size: "print", viewport: { width: 794, height: 1123 }, media: "print" },
];
const screens = quick ? all.slice(1, 2) : all;
// Words that begin on one line and end on the next; of names longer than any word of ours nothing is asked.
const broken = () => {
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/(?<![\w.\/-])\p{L}{2,14}(?![\w.\/-])/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = new Set([...range.getClientRects()].filter((at) => at.width > 1).map((at) => Math.round(at.top)));
      if (lines.size > 1) found.add(word);
    }
  }
  return [...found];
};

export const look = async (tab, name) => {
  for (const { size, viewport, dark, large, media } of screens) {
    await tab.setViewportSize(viewport);
    await tab.emulateMedia({ colorScheme: dark ? "dark" : "light", media: media ?? "screen" });
    await tab.evaluate((size) => { document.documentElement.style.fontSize = size; }, large ? "200%" : "");
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) say(`${name} at ${size} is ${wide} points wider than the screen`);
    for (const word of await tab.evaluate(broken)) say(`${name} at ${size} breaks "${word}" in the middle`);
    // Letters of a picture that is looked at are no smaller than 12 points.
    const small = media ? [] : await tab.evaluate(() => {
      const texts = [...document.querySelectorAll("svg text")].filter((one) => one.getClientRects().length > 0);
      const sizes = texts.map((one) => [one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize), one.textContent]);
      return sizes.filter(([size]) => size < 11.9).map(([size, said]) => `"${said}" at ${size.toFixed(1)}`);
    });
    if (small.length > 0) say(`${name} at ${size}: ${small.length} letters of pictures are too small: ${small.slice(0, 3).join(", ")}`);
    // What stays in sight leaves the page room, and the way out is whole.
    const bars = await tab.evaluate(() => [...document.querySelectorAll(".top, .always")].reduce((sum, bar) => sum + bar.offsetHeight, 0));
    if (!media && bars > 0.42 * viewport.height) say(`${name} at ${size}: what stays in sight takes ${bars} of ${viewport.height} points`);
    const exit = await tab.evaluate(() => document.querySelector(".exit").getBoundingClientRect().right - window.innerWidth);
    if (!media && exit > 0) say(`${name} at ${size}: the way out is cut off by ${exit} points`);
    // What stays at the head and the foot of the screen would lie across a picture of a whole page.
    const stays = (how) => tab.evaluate((how) => { for (const bar of document.querySelectorAll(".top, .always")) bar.style.position = how; }, how);
    await stays("static");
    if (!quick) await tab.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: true });
    if (media) {
      await stays("");
      continue;
    }
    // A button half under a bar is no small button: it comes from under it as the page is moved.
    await tab.evaluate(() => window.scrollTo(0, 0));
    await tab.evaluate(axe);
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations, passes } = await tab.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), tags);
    for (const { id, help, nodes } of violations) {
      say(`${name} at ${size}: ${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
    }
    await stays("");
    if (passes.length < 10) say(`${name} at ${size}: axe-core looked at ${passes.length} rules only`);
  }
  await tab.emulateMedia({ colorScheme: "light", media: "screen" });
  await tab.evaluate(() => { document.documentElement.style.fontSize = ""; });
  if ((await tab.title()) !== "Desk") say(`${name} is called "${await tab.title()}"`);
  console.log(`${name}: looked at`);
};

// Closes the browser, and says whatever was wrong.
export const done = async () => {
  await browser.close();
  if (wrong.length > 0) {
    console.error(wrong.join("\n"));
    process.exit(1);
  }
};
