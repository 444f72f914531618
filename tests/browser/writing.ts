import type { Page } from "playwright-core";

/** What an editor's user does, by the names that the screen gives: places, fields by their path, buttons. */
export function writingOn(page: () => Page) {
  const field = (path: string) => page().locator(`[data-path="${path}"]`);
  return {
    field,
    choose: (place: string): Promise<void> => page().locator(`[data-place="${place}"]`).click(),
    fill: (path: string, text: string): Promise<void> => field(path).fill(text),
    select: async (path: string, value: string): Promise<void> => {
      await field(path).selectOption(value);
    },
    press: (name: string): Promise<void> => page().getByRole("button", { name, exact: true }).first().click(),
    /** A code is taken as its field is left; where it lies in a closed fold, that is opened. */
    rename: async (path: string, code: string): Promise<void> => {
      await field(path).waitFor({ state: "attached" });
      const closed = field(path).locator("xpath=ancestor::details[not(@open)]/summary");
      if ((await closed.count()) > 0) await closed.click();
      await field(path).fill(code);
      await field(path).press("Tab");
    },
    /** What the server has of a version, once the screen says that it is saved. */
    stored: async (url: string): Promise<Record<string, unknown>> => {
      await page()
        .getByText(/^\s*(\d\d:\d\d )?已存\s*$/)
        .waitFor();
      const answer = await page().request.get(url);
      return (await answer.json()) as Record<string, unknown>;
    },
  };
}
