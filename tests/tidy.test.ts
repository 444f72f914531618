import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { nouns } from "../worker/domain/vocabulary.ts";

// What a linter can't say about this repository. Each rule is in STYLE.md; an exception stands here by name, with its reason.

const longFiles: Readonly<Record<string, string>> = {
  "db/control/migrations.ts": "generated from the .sql files",
  "db/tenant/migrations.ts": "generated from the .sql files",
};

const longFunctions: Readonly<Record<string, string>> = {
  "worker/app.ts": "one list of routes, looked up and not read through",
};

const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "" && !path.startsWith("tests/cases/"));
const text = (path: string): string => readFileSync(path, "utf8");
const sources = tracked.filter((path) => /^(worker|web|db|tests)\/.*\.(ts|vue)$/.test(path));
const product = sources.filter((path) => !path.startsWith("tests/"));

/** The TypeScript of a file; of a .vue file, its script block. */
function script(path: string): string {
  if (!path.endsWith(".vue")) return text(path);
  return /<script[^>]*>([\s\S]*?)<\/script>/.exec(text(path))?.[1] ?? "";
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, script(path), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

function imports(path: string): { from: string; typeOnly: boolean }[] {
  const found: { from: string; typeOnly: boolean }[] = [];
  walk(parse(path), (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      if (from === undefined || !ts.isStringLiteral(from)) return;
      const typeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly;
      found.push({ from: resolve(path, from.text), typeOnly });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const from = node.arguments[0];
      if (from !== undefined && ts.isStringLiteral(from))
        found.push({ from: resolve(path, from.text), typeOnly: false });
    }
  });
  return found;
}

function resolve(path: string, from: string): string {
  return from.startsWith(".") ? normalize(join(dirname(path), from)) : from;
}

/** Every import of the files under `folder` that `allowed` refuses, as `file → import`. */
function strayImports(folder: string, allowed: (from: string, typeOnly: boolean, path: string) => boolean): string[] {
  return product
    .filter((path) => path.startsWith(folder))
    .flatMap((path) =>
      imports(path)
        .filter(({ from, typeOnly }) => !allowed(from, typeOnly, path))
        .map(({ from }) => `${path} → ${from}`),
    );
}

const filesWith = (pattern: RegExp, paths: readonly string[]): string[] =>
  paths.filter((path) => pattern.test(script(path).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "")));

describe("files", () => {
  it("have at most 250 lines", () => {
    const long = sources.filter((path) => text(path).split("\n").length > 251 && !(path in longFiles));
    expect(long).toEqual([]);
  });

  it("have functions of at most 50 lines", () => {
    const long: string[] = [];
    for (const path of product.filter((each) => !(each in longFunctions))) {
      const source = parse(path);
      walk(source, (node) => {
        if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined) return;
        const from = source.getLineAndCharacterOfPosition(node.getStart()).line;
        const to = source.getLineAndCharacterOfPosition(node.end).line;
        if (to - from + 1 > 50) long.push(`${path}:${from + 1} (${to - from + 1} lines)`);
      });
    }
    expect(long).toEqual([]);
  });

  it("are named by their subject", () => {
    const banned = /^(utils?|helpers?|common|misc|shared|lib|core|manager|stuff)$/i;
    const named = tracked.filter((path) =>
      path.split("/").some((part) => banned.test(basename(part).split(".")[0] ?? "")),
    );
    expect(named).toEqual([]);
  });

  it("hold no unfinished work and no switched-off test", () => {
    const marks = new RegExp(
      ["TO" + "DO", "FIX" + "ME", "XX" + "X", "@ts-" + "ignore", "\\.skip\\(", "\\.only\\("].join("|"),
    );
    expect(sources.filter((path) => marks.test(text(path)))).toEqual([]);
  });

  it("speak of the product alone", () => {
    const elsewhere = new RegExp(
      ["(^|[\\s\"'`(])/(wo" + "rk|tmp|root|home)/", "registry\\.[a-z]+\\.org", "sub-?" + "agents?\\b"].join("|"),
      "m",
    );
    const texts = tracked.filter(
      (path) => /\.(ts|vue|md|json|toml|css|html|sh|sql)$|^\.ci\/run$/.test(path) && path !== "package-lock.json",
    );
    expect(texts.filter((path) => elsewhere.test(text(path)))).toEqual([]);
  });
});

describe("imports", () => {
  it("of the domain stay in the domain; valibot for documents and the CEL parser for expressions", () => {
    const allowed = (from: string, _typeOnly: boolean, path: string): boolean =>
      from.startsWith("worker/domain/") ||
      (from === "valibot" && (/\/(standard|policy)\//.test(path) || path === "worker/domain/document-keys.ts")) ||
      (from === "@marcbachmann/cel-js" && path === "worker/domain/expression.ts");
    expect(strayImports("worker/domain/", allowed)).toEqual([]);
  });

  it("of actions go down, never to routes and never sideways to another noun", () => {
    const noun = (path: string): string => path.split("/")[2] ?? "";
    const allowed = (from: string, typeOnly: boolean, path: string): boolean => {
      if (from.startsWith("worker/routes/") || from === "hono" || from.startsWith("hono/")) return false;
      if (from.startsWith("worker/http/")) return typeOnly;
      if (!from.startsWith("worker/actions/")) return true;
      const isTop = from.split("/").length === 3;
      return isTop || noun(from) === noun(path);
    };
    expect(strayImports("worker/actions/", allowed)).toEqual([]);
  });

  it("of db reach of the worker only the domain's types and the vocabulary", () => {
    const allowed = (from: string, typeOnly: boolean): boolean =>
      !from.startsWith("worker/") ||
      from === "worker/domain/vocabulary.ts" ||
      (typeOnly && from.startsWith("worker/domain/"));
    expect(strayImports("db/", allowed)).toEqual([]);
  });

  it("of web reach of the worker only the domain, and of the app its type", () => {
    const allowed = (from: string, typeOnly: boolean): boolean =>
      !(from.startsWith("worker/") || from.startsWith("db/")) ||
      from.startsWith("worker/domain/") ||
      (typeOnly && from === "worker/app.ts");
    expect(strayImports("web/", allowed)).toEqual([]);
  });

  it("bring hono only into app, routes and http, and drizzle only into actions and db", () => {
    const hono = filesWith(/from "(hono|hono\/[^"]*)"/, product).filter(
      (path) => !/^worker\/(app|index)\.ts$|^worker\/(routes|http)\/|^web\/client\.ts$/.test(path),
    );
    const drizzle = filesWith(/from "drizzle-orm/, product).filter((path) => !/^worker\/actions\/|^db\//.test(path));
    expect({ hono, drizzle }).toEqual({ hono: [], drizzle: [] });
  });
});

describe("imports of spreadsheets", () => {
  it("reach of the worker only the domain", () => {
    const allowed = (from: string): boolean =>
      from.startsWith("worker/spreadsheet/") || from.startsWith("worker/domain/") || from === "hucre/xlsx";
    expect(strayImports("worker/spreadsheet/", allowed)).toEqual([]);
  });
});

describe("imports of what reads files of evidence", () => {
  it("reach of the worker only the domain", () => {
    const allowed = (from: string): boolean => from.startsWith("worker/evidence/") || from.startsWith("worker/domain/");
    expect(strayImports("worker/evidence/", allowed)).toEqual([]);
  });
});

describe("there is one", () => {
  it("place that opens a database", () => {
    expect(filesWith(/\bcreateClient\b/, product)).toEqual(["db/open.ts"]);
  });

  it("module that knows how spreadsheets are written", () => {
    expect(filesWith(/from "hucre/, product)).toEqual(["worker/spreadsheet/workbook.ts"]);
  });

  it("writer for requests; migrations and provisioning write before a tenant has any", () => {
    const writers = filesWith(/\.batch\([^)]*"write"\s*\)|,\s*"write",?\s*\)/s, product);
    expect(
      writers.filter((path) => !/^worker\/actions\/commit\.ts$|^db\/|^worker\/actions\/tenants\/provision/.test(path)),
    ).toEqual([]);
  });

  it("place in the web app that talks to the server", () => {
    expect(
      filesWith(
        /\bfetch\(/,
        product.filter((path) => path.startsWith("web/")),
      ),
    ).toEqual(["web/api.ts"]);
  });
});

describe("words", () => {
  it("of tables are in the vocabulary", () => {
    const tables = tracked
      .filter((path) => /^db\/(control|tenant)\/schema/.test(path))
      .flatMap((path) => [...text(path).matchAll(/sqliteTable\(\s*"([a-z_]+)"/g)].map((match) => match[1] ?? ""));
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter((table) => !table.split("_").every((word) => word in nouns))).toEqual([]);
  });

  it("of routes are in the vocabulary", () => {
    const paths = tracked
      .filter((path) => path === "worker/app.ts" || path.startsWith("worker/routes/"))
      .flatMap((path) => [...text(path).matchAll(/"(\/[a-z0-9/:{}._-]*)"/g)].map((match) => match[1] ?? ""));
    const words = paths
      .flatMap((path) => path.split("/"))
      .filter((part) => /^[a-z][a-z-]*$/.test(part) && part !== "swagger-ui");
    expect(words.length).toBeGreaterThan(10);
    expect([...new Set(words)].filter((word) => !(word in nouns))).toEqual([]);
  });

  it("about the domain's exports are written above them", () => {
    const bare: string[] = [];
    for (const path of product.filter((each) => each.startsWith("worker/domain/"))) {
      const source = parse(path);
      for (const statement of source.statements) {
        const exported = ts.canHaveModifiers(statement)
          ? ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword)
          : false;
        if (exported && (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))) {
          if (ts.getJSDocCommentsAndTags(statement).length === 0) bare.push(`${path}: ${statement.name?.text}`);
        }
      }
    }
    expect(bare).toEqual([]);
  });
});
