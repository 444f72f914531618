/**
 * What tells the sections of a form from one another where little fits: 队伍 of 红色队伍 and 红色制度, 和谐 of 和谐之星 and
 * 创新之星; at most four characters.
 */
export function shortTitles(titles: readonly string[]): readonly string[] {
  const plain = titles.map((title) => title.replace(/（.*?）/g, ""));
  const most = Math.min(...plain.map(({ length }) => length)) - 1;
  const isShared = (take: (title: string) => string): boolean => new Set(plain.map(take)).size === 1;
  const shared = (take: (title: string, length: number) => string): number => {
    let length = 0;
    while (length < most && isShared((title) => take(title, length + 1))) length += 1;
    return length;
  };
  const before = shared((title, length) => title.slice(0, length));
  const after = shared((title, length) => title.slice(-length));
  return plain.map((title) => {
    const own = title.slice(before, Math.max(before + 1, title.length - after));
    return own.slice(0, 4);
  });
}
