import { describe, expect, it } from "vitest";
import { tenant } from "../support/tenant.ts";

type Json = { readonly [key: string]: unknown };

const { anyone } = await tenant();
const document = (await (await anyone("GET", "/api/openapi.json")).json()) as Json;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every schema below `value`, with its place: what stands under `schema`, and all that a schema holds. */
function schemasIn(
  value: unknown,
  place: string,
  isSchema: boolean,
): { readonly place: string; readonly schema: Json }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => schemasIn(each, `${place}[${index}]`, isSchema));
  if (!isObject(value)) return [];
  const own = isSchema ? [{ place, schema: value }] : [];
  return own.concat(
    Object.entries(value).flatMap(([key, inner]) => {
      if (isSchema && key === "properties" && isObject(inner)) {
        return Object.entries(inner).flatMap(([name, each]) => schemasIn(each, `${place}.${name}`, true));
      }
      if (isSchema && ["enum", "const", "required", "default"].includes(key)) return [];
      return schemasIn(inner, `${place}/${key}`, isSchema || key === "schema");
    }),
  );
}

const components = (document["components"] as Json)["schemas"] as Json;
const all = [
  ...schemasIn(document["paths"], "paths", false),
  ...Object.entries(components).flatMap(([name, schema]) => schemasIn(schema, name, true)),
];
const placesWhere = (isWrong: (schema: Json) => boolean): string[] =>
  all.filter(({ schema }) => isWrong(schema)).map(({ place }) => place);

describe("openapi.json", () => {
  it("is OpenAPI 3.1", () => {
    expect(document["openapi"]).toBe("3.1.0");
    expect(all.length).toBeGreaterThan(500);
  });

  it("gives every text a maxLength", () => {
    expect(placesWhere((schema) => schema["type"] === "string" && schema["maxLength"] === undefined)).toEqual([]);
  });

  it("gives every number bounds", () => {
    const isNumber = (schema: Json): boolean => schema["type"] === "number" || schema["type"] === "integer";
    const isUnbounded = (schema: Json): boolean =>
      schema["const"] === undefined &&
      schema["enum"] === undefined &&
      ((schema["minimum"] === undefined && schema["exclusiveMinimum"] === undefined) ||
        (schema["maximum"] === undefined && schema["exclusiveMaximum"] === undefined));
    expect(placesWhere((schema) => isNumber(schema) && isUnbounded(schema))).toEqual([]);
  });

  it("gives every list bounds", () => {
    expect(placesWhere((schema) => schema["type"] === "array" && schema["maxItems"] === undefined)).toEqual([]);
  });

  it("closes every object, or says what its values are", () => {
    const isOpen = (schema: Json): boolean => {
      const { additionalProperties: more } = schema;
      return schema["type"] === "object" && more !== false && !isObject(more);
    };
    expect(placesWhere(isOpen)).toEqual([]);
  });

  it("leaves no schema empty", () => {
    expect(placesWhere((schema) => Object.keys(schema).length === 0)).toEqual([]);
  });

  it("refers only to what is there", () => {
    const references = all.flatMap(({ schema }) => (typeof schema["$ref"] === "string" ? [schema["$ref"]] : []));
    expect(references.filter((to) => !(to.replace("#/components/schemas/", "") in components))).toEqual([]);
  });

  it("names the roles of every operation, and every answer's refusals", () => {
    const operations = Object.values(document["paths"] as Json).flatMap((path) =>
      Object.values(path as Json),
    ) as Json[];
    expect(operations.filter((operation) => !Array.isArray(operation["x-roles"]))).toEqual([]);
    expect(operations.filter((operation) => !("503" in (operation["responses"] as Json)))).toEqual([]);
    expect(new Set(operations.map((operation) => operation["operationId"])).size).toBe(operations.length);
  });
});

describe("the documents' schemas", () => {
  it.each(["standard-1", "policy-1"])("%s stands alone", async (name) => {
    const response = await anyone("GET", `/api/schemas/${name}.json`);
    const schema = (await response.json()) as Json;
    expect(response.headers.get("content-type")).toBe("application/schema+json");
    expect(schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" });
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, to]) => to);
    expect(references.filter((to) => !((schema["$defs"] ?? {}) as Json)[String(to)])).toEqual([]);
  });
});
