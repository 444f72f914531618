import { defineConfig } from "vitest/config";

/** `fast` needs no server and no browser; `npm run check` runs it alone. The others start what they test. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "fast",
          testTimeout: 20_000,
          include: [
            "tests/domain/**/*.test.ts",
            "tests/actions/**/*.test.ts",
            "tests/http/**/*.test.ts",
            "tests/evidence/**/*.test.ts",
            "tests/spreadsheet/**/*.test.ts",
            "tests/web/**/*.test.ts",
            "tests/tidy.test.ts",
          ],
        },
      },
      {
        test: {
          name: "real",
          include: [
            "tests/db/**/*.test.ts",
            "tests/scenarios/**/*.test.ts",
            "tests/workerd/**/*.test.ts",
            "tests/browser/**/*.test.ts",
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
