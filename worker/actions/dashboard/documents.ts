import { figureFault, figureRemark } from "../../domain/figures.ts";
import type { BadgeRow, FigureRow, TitledRow, VersionRow } from "./rows.ts";

/** A standard or policy in a list: its latest published version; where there is none, its draft without a number. */
export function headsOf(versions: readonly VersionRow[]) {
  const codes = [...new Set(versions.map((row) => row.code))];
  return codes.flatMap((code) => {
    const own = versions.filter((row) => row.code === code);
    const published = own.findLast((row) => row.state === "published");
    const shown = published ?? own.at(-1);
    if (shown === undefined) return [];
    const { title, state, holdsFrom, sha256 } = shown;
    return [{ code, title, version: state === "draft" ? null : shown.version, state, holdsFrom, sha256 }];
  });
}

/** The departments with the badges that they review: 团县委 服务之星. */
export function departmentsOf(departments: readonly TitledRow[], rows: readonly BadgeRow[]) {
  return departments.map(({ code, title }) => ({
    code,
    title,
    badges: rows.flatMap((row) =>
      row.badges
        .filter((badge) => badge.section !== undefined && row.departments[badge.section] === code)
        .map((badge) => badge.title),
    ),
  }));
}

/** Figures as their source prints them, each with what can be said of its total. */
export function figuresOf(figures: readonly FigureRow[]) {
  return figures.map((row) => {
    const { code, title, label, value, denominator, denominatorLabel, stated } = row;
    const measure = row.measure ?? "";
    const remark = row.remark ?? figureRemark({ label, value, measure, denominator, stated });
    return { code, title, label, value, measure, denominator, denominatorLabel, stated, remark };
  });
}

/** Why a set of figures can't stand in a bulletin; null where all can. Figures of one code are parts of one whole. */
export function figureFaultOf(figures: readonly FigureRow[]): string | null {
  const codes = [...new Set(figures.map((row) => row.code))];
  const faults = codes.flatMap((code) => {
    const own = figures.filter((row) => row.code === code);
    const fault = figureFault(
      own[0]?.title ?? code,
      own.map((row) => ({ ...row, measure: row.measure ?? "" })),
    );
    return fault === null ? [] : [fault];
  });
  return faults.length === 0 ? null : faults.join(" ");
}
