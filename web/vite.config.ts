import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** What every page begins with is one file: it packs better than a dozen, and no page lacks any of it. */
const start = [
  /node_modules\/(@vue|vue|vue-router)\//,
  /plugin-vue:export-helper|vite\/preload-helper|rolldown\/runtime/,
  /web\/(main|App|routes|api|client|session|places|focus|format|load|problem-place|remembered|working)\./,
  /web\/answering\/screen\.ts/,
  /web\/parts\/(Action|Alert|Brand|Empty|Icon|Loaded|More|Note|PageHead|Refused|Tag|icons)\./,
  /worker\/domain\/(money|vocabulary\/(people|year))\.ts/,
];

/** What is said of a case wherever one is listed, and what it is filled in with. */
const cases = [
  /web\/(assessment-api|burden-api|answering\/items|pages\/assessments\/(remarks|wording))\.ts/,
  /domain\/burden\.ts/,
];
const answering = [
  /web\/answering\/(ItemAnswer|NumberAnswer|SectionTabs)\./,
  /web\/(editing\/)?(pages\/documents\/wording|numbers)\.ts/,
];
const among = (them: readonly RegExp[]) => (id: string) => them.some((each) => each.test(id));

/** One page, its screens loaded as they are opened; nothing inline, so that the content policy can stay strict. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [vue({ features: { optionsAPI: false } })],
  build: {
    outDir: fileURLToPath(new URL("../dist/web", import.meta.url)),
    emptyOutDir: true,
    target: ["es2020", "chrome87", "safari14"],
    cssTarget: ["chrome87", "safari14"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "start", test: among(start), priority: 3 },
            { name: "cases", test: among(cases), priority: 2 },
            { name: "answering", test: among(answering), priority: 1 },
          ],
        },
      },
    },
  },
});
