/** Components that stand for bounded JSON: what facts and answers may hold (fields.ts `json` and `jsonMap`). */
export const jsonComponents: Record<string, unknown> = {
  Json: {
    description: "任意 JSON：文字最长 2,000 字，列表最多 1,000 项，嵌套最多 16 层。",
    anyOf: [
      { type: "null" },
      { type: "boolean" },
      { type: "number", minimum: -1.7976931348623157e308, maximum: 1.7976931348623157e308 },
      { type: "string", maxLength: 2000 },
      { type: "array", maxItems: 1000, items: { $ref: "#/components/schemas/Json" } },
      { type: "object", maxProperties: 1000, additionalProperties: { $ref: "#/components/schemas/Json" } },
    ],
  },
  JsonMap: {
    description: "一组键与值：最多 1,000 个键，每个键最长 200 字。",
    type: "object",
    maxProperties: 1000,
    propertyNames: { type: "string", maxLength: 200 },
    additionalProperties: { $ref: "#/components/schemas/Json" },
  },
  Draft: {
    description: "文档的草稿：一个 JSON 对象，可以还有错误，全文最多 256 KB。",
    type: "object",
    maxProperties: 262_144,
    propertyNames: { type: "string", maxLength: 262_144 },
    additionalProperties: { $ref: "#/components/schemas/DraftPart" },
  },
  DraftPart: {
    description: "草稿的一部分。",
    anyOf: [
      { type: "null" },
      { type: "boolean" },
      { type: "number", minimum: -1.7976931348623157e308, maximum: 1.7976931348623157e308 },
      { type: "string", maxLength: 262_144 },
      { type: "array", maxItems: 131_072, items: { $ref: "#/components/schemas/DraftPart" } },
      { $ref: "#/components/schemas/Draft" },
    ],
  },
  StandardOrDraft: documentOrDraft("Standard"),
  PolicyOrDraft: documentOrDraft("Policy"),
  StandardOrVersion: documentOrVersion("Standard", "标准全文，或本租户标准的一版。"),
  PolicyOrVersion: documentOrVersion("Policy", "办法全文，或本租户办法的一版。"),
};

function documentOrDraft(component: string): unknown {
  return { anyOf: [{ $ref: `#/components/schemas/${component}` }, { $ref: "#/components/schemas/Draft" }] };
}

function documentOrVersion(component: string, description: string): unknown {
  return {
    description,
    anyOf: [
      { $ref: `#/components/schemas/${component}` },
      {
        type: "object",
        properties: {
          code: { type: "string", maxLength: 64, pattern: "^[a-z][a-z0-9_-]{0,63}$" },
          version: { type: "integer", minimum: 1, maximum: 1_000_000 },
        },
        required: ["code", "version"],
        additionalProperties: false,
      },
    ],
  };
}
