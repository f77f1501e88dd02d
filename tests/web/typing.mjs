// How long the six households of data/sample-night take to be typed, from a phone's sign-in to the first answer: the fields that are
// touched and the keys that are pressed, counted while they are, at a stated speed: a tap 1.1 seconds (to find it and to hit it), a
// choice from a list two taps, a key 0.28 seconds (two thumbs, somewhat slow). It fails if any takes 90 seconds, or the common
// case (a mother with a child) ten fields. Usage: node typing.mjs ADDRESS; PASSPHRASE is the manager's
import { chromium } from "playwright-core";
import { readFileSync, readdirSync } from "node:fs";

const TAP = 1.1;
const KEY = 0.28;
const MOST_SECONDS = 90;
const MOST_FIELDS = 10;

const address = process.argv[2];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const tab = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();

let count = { taps: 0, keys: 0, fields: 0 };
const hand = {
  async tap(what) {
    count.taps += 1;
    await what.click();
  },
  async type(what, words) {
    count.taps += 1;
    count.keys += words.length;
    count.fields += 1;
    await what.fill(words);
  },
  async choose(what, value) {
    count.taps += 2;
    count.fields += 1;
    await what.selectOption(value);
  },
  async check(what) {
    count.taps += 1;
    count.fields += 1;
    await what.check();
  },
};

// As much of a form as these six have.
const form = (text) => {
  const value = (line) => line.split("=").slice(1).join("=").split("#")[0].trim().replaceAll('"', "");
  const people = text.split("[[person]]").slice(1).map((part) => {
    const of = (key) => value(part.split("\n").find((line) => line.trim().startsWith(`${key} `)) ?? "=");
    return { role: of("role"), age: of("age"), sex: of("sex") };
  });
  const line = (key) => text.split("\n").find((line) => line.trim().startsWith(`${key} `));
  const list = (key) => (line(key) ? value(line(key)).replace(/[[\]]/g, "") : "");
  return {
    danger: value(line("immediate_danger")) === "true",
    people,
    place: line("place") ? value(line("place")) : "",
    more: {
      keep_apart: list("keep_apart"),
      "needs.mobility": list("mobility"),
      "needs.support": list("support"),
      "needs.substance_use": list("substance_use"),
      homeless_before: list("homeless_before") === "true" ? "yes" : "",
    },
  };
};

const WHO = { "adult female": "woman", "adult male": "man", "child female": "girl", "child male": "boy" };
let failed = false;
console.log("household   fields  taps  keys  seconds");
for (const file of readdirSync("data/sample-night").filter((name) => name.endsWith(".toml")).sort()) {
  const said = form(readFileSync(`data/sample-night/${file}`, "utf8"));
  await tab.context().clearCookies();
  await tab.goto(`${address}/sign-in`);
  count = { taps: 0, keys: 0, fields: 0 };
  await hand.type(tab.getByLabel("Account"), "manager-1");
  await hand.type(tab.getByLabel("Passphrase", { exact: true }), process.env.PASSPHRASE);
  await hand.tap(tab.getByRole("button", { name: "Sign in" }));
  await tab.getByText("Sign out").waitFor();
  if (tab.url() !== `${address}/`) await tab.goto(`${address}/`);
  const before = count.fields;
  await hand.tap(tab.getByRole("link", { name: "New referral" }).first());
  await tab.locator("#referral").waitFor();
  await hand.check(tab.locator(said.danger ? "#danger-yes" : "#danger-no"));
  for (const [k, person] of said.people.entries()) {
    if ((await tab.locator(`#who-${k + 1}`).count()) === 0) {
      await hand.tap(tab.getByRole("button", { name: "Room for more people" }));
      await tab.locator(`#who-${k + 1}`).waitFor();
    }
    await hand.choose(tab.locator(`#who-${k + 1}`), WHO[`${person.role} ${person.sex}`]);
    await hand.type(tab.locator(`#age-${k + 1}`), person.age);
  }
  if (said.place) await hand.type(tab.locator("#places"), said.place);
  const more = Object.entries(said.more).filter(([, value]) => value !== "");
  if (more.length > 0) await hand.tap(tab.getByText("Everything else", { exact: true }));
  for (const [key, value] of more) {
    const input = tab.locator(`[name="${key}"]`);
    if ((await input.evaluate((one) => one.tagName)) === "SELECT") await hand.choose(input, value);
    else await hand.type(input, value);
  }
  await hand.tap(tab.getByRole("button", { name: "See what fits" }).first());
  await tab.locator("#answer #danger").waitFor();
  const seconds = count.taps * TAP + count.keys * KEY;
  const fields = count.fields - before;
  console.log(`${file.slice(0, 6)}      ${String(fields).padStart(6)}${String(count.taps).padStart(6)}${String(count.keys).padStart(6)}${seconds.toFixed(0).padStart(9)}`);
  if (seconds >= MOST_SECONDS) failed = true;
  if (said.people.length === 2 && more.length === 0 && fields >= MOST_FIELDS) failed = true;
}
await browser.close();
if (failed) {
  console.error(`a household takes ${MOST_SECONDS} seconds or more, or a common case ${MOST_FIELDS} fields or more`);
  process.exit(1);
}
