// Opens the commissioner's page at the sizes of a desktop, a phone and a sheet of paper, without a network and
// without scripts of its own, and fails if axe-core finds a violation, if anything is fetched, if the page is wider
// than the screen, or if it prints on more than eight sheets. Usage: node look.mjs PAGE.html FOLDER-FOR-PICTURES
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [page, folder] = process.argv.slice(2);
if (!page || !folder) {
  console.error("say which page, and a folder for its pictures");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(resolve(page)).href;
mkdirSync(folder, { recursive: true });

const sizes = [
  { name: "desktop", viewport: { width: 1280, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 }, isMobile: true, deviceScaleFactor: 2 },
  { name: "print", viewport: { width: 794, height: 1123 }, media: "print" },
];
// What is folded stays folded.
const MOST_SHEETS = 8;
const wrong = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const { name, media, ...screen } of sizes) {
  const context = await browser.newContext(screen);
  const tab = await context.newPage();
  tab.on("request", (request) => {
    if (request.url() !== address) wrong.push(`${name}: fetches ${request.url()}`);
  });
  await tab.goto(address);
  if (media) await tab.emulateMedia({ media });
  const scripts = await tab.locator("script").count();
  if (scripts > 0) wrong.push(`${name}: has ${scripts} scripts`);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) wrong.push(`${name}: is ${wide} points wider than the screen`);
  await tab.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  if (media) {
    const pdf = await tab.pdf({ path: `${folder}/page.pdf`, format: "A4", printBackground: true });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    console.log(`${name}: ${sheets} pages`);
    if (sheets < 1 || sheets > MOST_SHEETS) wrong.push(`${name}: ${sheets} pages, and at most ${MOST_SHEETS} are read`);
  }
  await tab.evaluate(axe);
  const { violations, passes } = await tab.evaluate(() => window.axe.run());
  for (const { id, help, nodes } of violations) {
    wrong.push(`${name}: ${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
  }
  if (passes.length < 10) wrong.push(`${name}: axe-core looked at ${passes.length} rules only`);
  console.log(`${name}: ${passes.length} rules of axe-core pass, ${violations.length} are violated`);
  await context.close();
}
await browser.close();
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
