/** 分 of a score, always two decimals: `79.50`; none where the unit couldn't be scored. */
export function points(score: number | null): string {
  return score === null ? "—" : score.toFixed(2).replace("-", "−");
}

/** Points where a document states them: as short as it does, `5`, `0.5`. */
export function shortPoints(value: number): string {
  return String(value).replace("-", "−");
}

/** `2015 年 8 月 25 日` from `2015-08-25`. */
export function longDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  return day === undefined ? date : `${year} 年 ${month} 月 ${day} 日`;
}

/** The day of an instant, on this device's clock: `2015 年 8 月 25 日`. */
export function dayOf(instant: string): string {
  const time = new Date(instant);
  return `${time.getFullYear()} 年 ${time.getMonth() + 1} 月 ${time.getDate()} 日`;
}

/** `14:20`, on this device's clock. */
export function clock(time: Date): string {
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

const numerals = "一二三四五";

/** How many stars a level's title names: `四星级` 4, `五星企业` 5; null where levels aren't stars. */
export function starsOf(levelTitle: string | null): number | null {
  const found = /^([一二三四五])星/.exec(levelTitle ?? "")?.[1];
  return found === undefined ? null : numerals.indexOf(found) + 1;
}

/** `05 号点` from `汤溪镇 05 号点` where the township is said already. */
export function within(name: string, place: string | null): string {
  return place !== null && name.startsWith(place) && name.length > place.length
    ? name.slice(place.length).trim()
    : name;
}
