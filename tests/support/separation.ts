import type { CaseStep } from "../../worker/domain/vocabulary.ts";

/** The table of capabilities.md, 「Who may not do what on the same case」, as it is printed there: × is not both. */
const printed = `
|              | self-assess | first-review | site-check | accept | calculate | approve-1 | approve-2 | pay |
| self-assess  |             | ×            | ×          | ×      | ×         | ×         | ×         | ×   |
| first-review | ×           |              |            | ×      |           | ×         | ×         | ×   |
| site-check   | ×           |              |            | ×      |           | ×         | ×         | ×   |
| accept       | ×           | ×            | ×          |        | ×         | ×         | ×         | ×   |
| calculate    | ×           |              |            | ×      |           | ×         | ×         | ×   |
| approve-1    | ×           | ×            | ×          | ×      | ×         |           | ×         | ×   |
| approve-2    | ×           | ×            | ×          | ×      | ×         | ×         |           | ×   |
| pay          | ×           | ×            | ×          | ×      | ×         | ×         | ×         |     |
`;

/** Each of the 64 cells: who did `one` is asked for `other`, and whether that is ×. */
export const cells: readonly { readonly one: CaseStep; readonly other: CaseStep; readonly isAgainst: boolean }[] =
  printed
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .flatMap(([, one = "", ...row], _, [head = []]) =>
      one === ""
        ? []
        : row.slice(0, 8).map((cell, column) => ({
            one: one as CaseStep,
            other: head[column + 2] as CaseStep,
            isAgainst: cell === "×",
          })),
    );

/** The steps that are done on an assessment; the others are done on a batch. */
export const assessmentSteps: readonly CaseStep[] = ["self-assess", "first-review", "site-check", "accept"];
