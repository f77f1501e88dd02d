// Returns in a browser, over a register of a year: chosen, led to who made a figure, kept as submitted, and shown to commissioners;
// without scripts, then every page of them looked at. Usage: node returns.mjs ADDRESS FOLDER-FOR-PICTURES
import { address, done, expect, look, open, say, signIn } from "./looking.mjs";

const unfold = (tab) => tab.evaluate(() => { for (const one of document.querySelectorAll("main details")) one.open = true; });

const manager = await open({});
await signIn(manager, "manager-1", process.env.PASSPHRASE);
await manager.goto(`${address}/accounts`);
await manager.getByLabel("Account: letters").fill("commissioner-1");
await manager.getByLabel("What for").selectOption("commissioner");
await manager.getByRole("button", { name: "Make the account" }).click();
const drawn = await manager.locator(".done code").innerText();

const counts = await open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
await signIn(counts, "manager-1", process.env.PASSPHRASE);
await counts.getByRole("link", { name: "Returns", exact: true }).click();
await counts.getByLabel("Which").selectOption("mhclg");
await counts.getByRole("button", { name: "Show it" }).click();
await expect(counts, "Before it is sent");
const page = counts.url();
await counts.getByText("Households that could not be supported", { exact: false }).first().click();
await counts.getByRole("link", { name: /^Which referrals made 10.13 viii/ }).click();
await expect(counts, "Back to the return");
await counts.locator("summary").filter({ hasText: "All; All: " }).first().click();
await counts.locator("main details a").first().click();
await expect(counts, "What was recorded");
await counts.goto(page);
await counts.getByRole("button", { name: "Keep it as submitted" }).click();
await expect(counts, "Nothing differs from what was submitted");
await counts.getByRole("button", { name: "Show a public copy to commissioners" }).click();
await expect(counts, "Commissioners see it.");

await manager.goto(`${address}/returns`);
await look(manager, "returns");
await manager.goto(page);
await look(manager, "return");
await unfold(manager);
await look(manager, "return-unfolded");
const table = manager.waitForEvent("download");
await manager.getByRole("link", { name: "mhclg.xlsx" }).click();
await (await table).path();
await manager.goto(`${page}line/viii`);
await unfold(manager);
await look(manager, "return-line");
// Case files of the same time, which are printed without what is around them.
await manager.goto(page);
await manager.getByRole("link", { name: "Case files for a review (10.4)" }).click();
await manager.getByLabel("How many households").fill("3");
await manager.getByRole("button", { name: "Draw them" }).click();
await expect(manager, "3 drawn by 1");
const files = await manager.locator("main").innerText();
if (/\bY-\d|\bR-\d|Larch-|Alder-/.test(files)) say("case files name a referral or a unit");
await look(manager, "case-files");
await manager.goto(`${address}/returns/years/month/`);
await look(manager, "returns-years");

// The commissioner, without scripts: no household, no unit, no count under five.
const commissioner = await open({ javaScriptEnabled: false });
await signIn(commissioner, "commissioner-1", drawn);
await commissioner.goto(`${address}/`);
await expect(commissioner, "MHCLG return");
await commissioner.locator(".list a").first().click();
await expect(commissioner, "Counts under 5");
const shown = await commissioner.locator("main").innerText();
if (/\bY-\d|\bR-\d/.test(shown)) say("a public return names a referral");
const cells = await commissioner.locator("main td").allTextContents();
if (cells.length < 50) say(`a public return has ${cells.length} cells only`);
for (const cell of cells) if (/^[0-4]$/.test(cell.trim())) say(`a public return shows ${cell}`);
const sees = await open({});
await signIn(sees, "commissioner-1", drawn);
await sees.goto(`${address}/published`);
await look(sees, "published-first");
await sees.goto(`${address}/published/returns`);
await look(sees, "public-returns");
await sees.locator(".list a").first().click();
await unfold(sees);
await look(sees, "public-return");
await sees.goto(page);
await expect(sees, "There is nothing here");

await done();
