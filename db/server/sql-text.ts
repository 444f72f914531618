/** Text, quoted names and comments, which may hold anything; then what this file looks for: parameters and words. */
const tokens =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\?\d*|[:@$][A-Za-z0-9_$\u0080-\uffff]+|[A-Za-z_][A-Za-z0-9_]*|\S/g;

const isComment = (token: string): boolean => token.startsWith("--") || token.startsWith("/*");

/** The words and signs of a statement, without comments; text and quoted names are one token each. */
export function tokensOf(sql: string): readonly string[] {
  return (sql.match(tokens) ?? []).filter((token) => !isComment(token));
}

/** The statement's first word, in capitals; "" where there is none. */
export function firstWord(sql: string): string {
  return (tokensOf(sql.slice(0, 2000))[0] ?? "").toUpperCase();
}

/** Nothing but space, comments and semicolons: what may follow a statement that stands alone. */
export function isEmpty(sql: string): boolean {
  return tokensOf(sql).every((token) => token === ";");
}

/** The parameters by index, as SQLite numbers them: their names as written, null for a bare `?`. */
export function parametersOf(sql: string): readonly (string | null)[] {
  const names: (string | null)[] = [];
  for (const token of tokensOf(sql)) {
    if (token === "?") names.push(null);
    else if (/^\?\d+$/.test(token)) fillTo(names, Math.min(Number(token.slice(1)), 32766), token);
    else if (/^[:@$]./.test(token) && !names.includes(token)) names.push(token);
  }
  return names;
}

function fillTo(names: (string | null)[], index: number, name: string): void {
  while (names.length < index) names.push(null);
  names[index - 1] = name;
}

const writes = new Set(["INSERT", "UPDATE", "DELETE", "REPLACE"]);
const reads = new Set(["SELECT", "VALUES", "EXPLAIN", "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"]);

/** What `describe` tells of a statement. Read off its words: Node's SQLite doesn't give sqlite3_stmt_readonly. */
export function isReadonly(sql: string): boolean {
  const words = tokensOf(sql).map((token) => token.toUpperCase());
  const [first = ""] = words;
  return first === "WITH" ? !words.some((word) => writes.has(word)) : reads.has(first);
}
