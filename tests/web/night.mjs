// A night at the desk: with scripts and without, at 320, 390 and 1280 points, light, dark and in large type. It fails if axe-core
// finds a violation of WCAG 2.2 AA, if anything is fetched from elsewhere, if a page is wider than the screen, or if an act does
// not do what it says. Then the next years, for a strategist and a commissioner. Usage: node night.mjs ADDRESS FOLDER-FOR-PICTURES
// With QUICK=1 each page is looked at once, at the size of a phone, and no picture is taken: that is what `make test` does.
import { address, done, expect, look, open, quick, say, signIn, wrong } from "./looking.mjs";

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
const others = {};
for (const part of ["strategist", "commissioner"]) {
  await manager.getByLabel("Account: letters").fill(`${part}-1`);
  await manager.getByLabel("What for").selectOption(part);
  await manager.getByRole("button", { name: "Make the account" }).click();
  await manager.locator(".done", { hasText: `${part}-1` }).waitFor();
  others[part] = await manager.locator(".done code").innerText();
}

// A night without scripts.
const plain = await open({ javaScriptEnabled: false });
await signIn(plain, "duty-1", drawn);
await plain.goto(`${address}/`);
await expect(plain, "Free now");
await refer(plain);
await plain.locator("#age-2").fill("nobody said");
await plain.getByRole("button", { name: "Record the referral" }).first().click();
await expect(plain, "There is a problem with what was typed");
if ((await plain.locator("#wrong:focus").count()) !== 1) say("without scripts the keyboard is not where the page says what is wrong");
await plain.locator("#wrong a").first().click();
if ((await plain.locator("#age-2:focus").count()) !== 1) say("without scripts what is wrong does not lead to its field");
await plain.locator("#age-2").fill("9");
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
const lives = plain.url();

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
// It prints as it was typed, without its buttons.
await phone.emulateMedia({ media: "print" });
for (const field of ["#age-1", "#who-2", "#places"]) {
  if (!(await phone.locator(field).isVisible())) say(`a printed referral has no ${field}`);
}
if (await phone.locator(".go button").first().isVisible()) say("a printed referral has buttons");
await phone.emulateMedia({ media: "screen" });
// A page that is loaded anew gives back what was typed.
await phone.reload();
if ((await phone.locator("#age-1").inputValue()) !== "") say("a form that was left is begun with what was typed before it is asked for");
await phone.getByRole("button", { name: "Go on with that one" }).click();
await phone.locator("#referral").waitFor();
for (const [field, typed] of [["#age-1", "31"], ["#who-2", "boy"], ["#age-2", "9"], ["#places", "ST3 1AB"]]) {
  if ((await phone.locator(field).inputValue()) !== typed) say(`a form that was left comes back without ${field}`);
}
// What was not understood is said at its field and above all, and the keyboard is there.
await phone.locator("#age-2").fill("nobody said");
await phone.getByRole("button", { name: "Record the referral" }).first().click();
await phone.locator("#age-2-wrong").waitFor();
if ((await phone.evaluate(() => document.activeElement?.id)) !== "wrong") say("the keyboard is not where the page says what is wrong");
await look(phone, "referral-wrong");
await phone.locator("#wrong a").first().click();
if ((await phone.evaluate(() => document.activeElement?.id)) !== "age-2") say("what is wrong does not lead to its field");
await phone.locator("#age-2").fill("9");
// Capitals are typed with Shift: that is no way out.
await phone.locator("#places").focus();
await phone.keyboard.press("End");
for (const letter of ["H", "S", "T"]) {
  await phone.keyboard.down("Shift");
  await phone.keyboard.press(letter);
  await phone.keyboard.up("Shift");
}
if ((await phone.locator("#places").inputValue()) !== "ST3 1ABHST") say("capitals lead away");
await phone.locator("#places").fill("ST3 1AB");
await phone.locator("#places").blur();
await phone.locator("#older").waitFor({ state: "hidden" });
// An answer that is older than what is typed says so, and where no newer one comes it is taken away.
await phone.context().setOffline(true);
await phone.locator("#places").fill("ST3 1AB\nHanley");
if (!(await phone.locator("#older").isVisible())) say("an answer does not say that it is older than what is typed");
await phone.locator("#places").blur();
await phone.locator("#none").waitFor();
if ((await phone.locator("#answer").innerText()).trim()) say("an answer that is older than what is typed stays");
await phone.locator("#places").fill("ST3 1AB");
await phone.getByRole("button", { name: "Record the referral" }).first().click();
await phone.locator("#lost").waitFor();
const near = await phone.evaluate(() => {
  const [lost, button] = [document.getElementById("lost"), document.querySelector(".go .second")].map((one) => one.getBoundingClientRect());
  return Math.abs(lost.top - button.bottom);
});
if (near > 40) say(`that the connection was lost is said ${near} points from the button`);
if ((await phone.locator("#places").inputValue()) !== "ST3 1AB") say("a lost connection loses what was typed");
await phone.context().setOffline(false);
await phone.getByRole("button", { name: "Record the referral" }).first().click();
await phone.getByText("What happens now?").waitFor();
await look(phone, "household");
if ((await phone.evaluate(() => document.activeElement?.className)) !== "done") say("the keyboard is not where the page says what was done");
const page = phone.url();
// What was typed for an act stays where the line is lost.
await phone.context().setOffline(true);
await phone.locator("summary", { hasText: "Write a note" }).click();
await phone.locator("#note-text").fill("rings again at nine");
await phone.getByRole("button", { name: "Write a note" }).click();
await phone.locator("#lost").waitFor();
if ((await phone.locator("#note-text").inputValue()) !== "rings again at nine") say("a note is lost with the line");
await phone.context().setOffline(false);
await phone.reload();
await phone.locator("summary", { hasText: "Write a note" }).click();
await phone.locator("#note-at").fill("half nine");
await phone.getByRole("button", { name: "Write a note" }).click();
await phone.locator("#note-at-wrong").waitFor();
await look(phone, "household-wrong");
await phone.locator("#wrong a").first().click();
if ((await phone.evaluate(() => document.activeElement?.id)) !== "note-text") say("what an act lacks does not lead to its field");
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

// A place that nobody knows is asked about as she types, and one tap puts it right; then everybody who waits at once.
await phone.goto(`${address}/referral`);
await phone.locator("#places").pressSequentially("Longt");
await phone.getByRole("button", { name: "Longton", exact: true }).click();
try {
  await phone.waitForFunction(() => document.getElementById("places")?.value === "Longton", null, { timeout: 15000 });
} catch {
  say("a tap on a place does not put it right");
}
await phone.goto(`${address}/allocation`);
await expect(phone, "Everybody who waits");
await look(phone, "allocation");

// A decision is asked by name, whatever else fits: a manager who has any page open sees it at once.
await other.goto(`${address}/`);
await other.waitForRequest((request) => request.url().endsWith("/decisions/asked"));
await phone.goto(page);
await phone.getByRole("button", { name: /^Ask / }).first().click();
await expect(phone, "A decision is asked");
await other.getByText("See what is asked").click();
await other.getByRole("button", { name: "Grant" }).first().waitFor();

// Support beside a bed: a home that is made safer, a second stage, and the clocks that run from then on.
const tell = async (tab, title, chosen = {}, typed = {}) => {
  const act = tab.locator("details.act").filter({ has: tab.locator("summary", { hasText: title }) }).first();
  if ((await act.count()) > 0) {
    await act.locator("summary").click();
    for (const [name, value] of Object.entries(chosen)) await act.locator(`[name="${name}"]`).selectOption(value);
    for (const [name, value] of Object.entries(typed)) await act.locator(`[name="${name}"]`).fill(value);
    await act.getByRole("button", { name: title, exact: true }).click();
  } else await tab.getByRole("button", { name: title, exact: true }).click();
  await tab.locator(".done").waitFor();
};
await phone.goto(`${address}/referral`);
await phone.locator("#danger-no").check();
await phone.locator("#who-1").selectOption("woman");
await phone.locator("#age-1").fill("52");
await phone.getByRole("button", { name: "Record the referral" }).first().click();
await phone.getByText("What happens now?").waitFor();
await phone.getByRole("link", { name: "Support, sanctuary, budgets" }).click();
await expect(phone, "What happened?");
await look(phone, "support");
await tell(phone, "Refer for sanctuary", { tenure: "owned" });
await tell(phone, "Housing Solutions decided", { accepted: "yes" });
await tell(phone, "The risk assessment began");
await look(phone, "support-sanctuary");
await phone.goto(`${lives}/support`);
await tell(phone, "Second stage began");
await tell(phone, "Floating support began");
await look(phone, "support-second-stage");
await phone.goto(`${address}/clocks`);
await expect(phone, "Clocks and support");
await look(phone, "clocks");
await phone.getByRole("link", { name: "Of the service" }).click();
await tell(phone, "How many staff there are", {}, { fte: "12.5" });
await look(phone, "service");

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

// Keyboard alone: from the top of the page to a referral, and to the end of its first three questions.
await phone.goto(`${address}/`);
const focused = () => phone.evaluate(() => document.activeElement?.innerText ?? document.activeElement?.id ?? "");
await phone.keyboard.press("Tab");
if ((await focused()) !== "Skip to the page") say(`the first stop of the keyboard is "${await focused()}"`);
await phone.keyboard.press("Enter");
await phone.keyboard.press("Tab");
await phone.keyboard.press("Enter");
await phone.locator("#referral").waitFor();
for (let k = 0; k < 40 && (await phone.evaluate(() => document.activeElement?.id)) !== "danger-yes"; k += 1) await phone.keyboard.press("Tab");
for (const key of ["Space", "Tab", "w", "Tab", "3", "1"]) await phone.keyboard.press(key);
for (let k = 0; k < 40 && (await phone.evaluate(() => document.activeElement?.id)) !== "places"; k += 1) await phone.keyboard.press("Tab");
await phone.keyboard.type("ST3 1AB");
await phone.keyboard.press("Tab");
await phone.locator("#answer #danger").waitFor();
if ((await phone.locator("#who-1").inputValue()) !== "woman") say("a keyboard cannot say who it is");
// What stays at the head and the foot of the screen hides nothing that the keyboard is on.
await phone.setViewportSize({ width: 320, height: 640 });
await phone.goto(`${address}/referral`);
for (let k = 0; k < 40; k += 1) {
  await phone.keyboard.press("Tab");
  const hidden = await phone.evaluate(() => {
    const one = document.activeElement;
    const box = one.getBoundingClientRect();
    const is = (x, y) => { const top = document.elementFromPoint(x, y); return top && (one.contains(top) || top.contains(one)); };
    const middle = box.left + box.width / 2;
    return is(middle, box.top + 3) || is(middle, box.bottom - 3) || is(box.left + 3, box.top + box.height / 2) ? "" : one.id || one.innerText;
  });
  if (hidden) say(`the keyboard is on "${hidden}", which is hidden`);
}
await phone.setViewportSize({ width: 390, height: 844 });

// The next years: a scenario is moved, run, kept and shown to the commissioner.
const strategist = await open({});
await signIn(strategist, "strategist-1", others.strategist);
await strategist.goto(`${address}/`);
await expect(strategist, "Scenarios");
await look(strategist, "scenarios");
await strategist.getByRole("link", { name: "stoke-37", exact: true }).click();
await strategist.getByLabel("Referrals a year", { exact: true }).fill("200");
if ((await strategist.locator("[data-of='arrivals.per_year']").inputValue()) !== "200") say("the slider does not follow the number");
await look(strategist, "scenario");
// A run that is looked at lasts longer than looking, and is stopped.
const run = async (years, histories) => {
  await strategist.getByLabel("Years").fill(years);
  await strategist.getByLabel("Simulated histories").fill(histories);
  await strategist.getByRole("button", { name: "Run it" }).click();
};
if (!quick) {
  const scenario = strategist.url();
  await run("50", "2500");
  await strategist.locator("progress").waitFor();
  await look(strategist, "run");
  await strategist.getByRole("button", { name: "Stop it" }).click();
  await expect(strategist, "It was stopped");
  await strategist.goto(scenario);
}
await run(quick ? "1" : "5", quick ? "4" : "100");
await strategist.getByRole("heading", { name: "What comes of it" }).waitFor({ timeout: 120000 });
await look(strategist, "result");
const saved = strategist.waitForEvent("download");
await strategist.getByRole("link", { name: "forecast.xlsx" }).click();
await (await saved).path();
await strategist.getByRole("button", { name: "Show it to commissioners" }).click();
await expect(strategist, "Strategists and commissioners.");
for (const path of ["results", "questions"]) {
  await strategist.goto(`${address}/${path}`);
  await look(strategist, path);
}
const commissioner = await open({ javaScriptEnabled: true });
await signIn(commissioner, "commissioner-1", others.commissioner);
await commissioner.goto(`${address}/`);
await look(commissioner, "published");
await commissioner.locator(".list a").first().click();
await expect(commissioner, "Unmet need");
await look(commissioner, "published-result");
await commissioner.goto(`${address}/published/returns`);
await expect(commissioner, "None has been shown yet.");
await commissioner.goto(`${address}/results`);
await expect(commissioner, "There is nothing here");

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

await done();
