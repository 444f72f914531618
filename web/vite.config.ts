import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** What every page begins with is one file: it packs better than a dozen, and no page lacks any of it. */
const start = [
  /node_modules\/(@vue|vue|vue-router)\//,
  /plugin-vue:export-helper|vite\/preload-helper|rolldown\/runtime/,
  /web\/(main|App|routes|api|client|session|places|focus|format|load|remembered|width|working)\./,
  /web\/answering\/(screen|items)\.ts/,
  /web\/assessment-api\.ts/,
  /web\/pages\/assessments\/(remarks|wording)\.ts/,
  /web\/parts\/(Action|Alert|Brand|Empty|Icon|Loaded|Note|PageHead|Refused|Tag|icons)\./,
];

/** A form and what it is filled in with. */
const form = [
  /web\/answering\/(ItemAnswer|NumberAnswer|SectionTabs|score-wording|short-titles|use-typing|waiting|kept)\./,
  /web\/editing\/fields\/numbers\.ts/,
  /web\/pages\/assessments\/(AssessmentPage|AnswerForm|FormTop|ItemEvidence)\.vue/,
  /web\/pages\/assessments\/evidence\.ts/,
];
const among = (them: readonly RegExp[]) => (id: string) => them.some((each) => each.test(id));

/** One page, its screens loaded as they are opened; nothing inline, so that the content policy can stay strict. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Hoisted nodes weigh more than what they save on pages of this size.
  plugins: [vue({ features: { optionsAPI: false }, template: { compilerOptions: { hoistStatic: false } } })],
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
            { name: "form", test: among(form), priority: 1 },
          ],
        },
      },
    },
  },
});
