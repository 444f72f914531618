import type { Database } from "../../db/open.ts";
import * as t from "../../db/tenant/schema/index.ts";
import type { Statement } from "../../worker/actions/commit.ts";
import { type Role, roles, type ScopeKind } from "../../worker/domain/vocabulary.ts";

const createdAt = "2026-01-01T00:00:00.000Z";

/** Where each test user stands; everyone else reaches the whole tenant. */
const places: Partial<Record<Role, { readonly kind: ScopeKind; readonly id: string }>> = {
  township: { kind: "unit", id: "tangxi" },
  secretary: { kind: "unit", id: "tangxi-1" },
  department: { kind: "department", id: "organisation" },
};

export function placeOf(role: Role, tenant: string): { readonly kind: ScopeKind; readonly id: string } {
  return places[role] ?? { kind: "tenant", id: tenant };
}

/**
 * A small district, its ids its codes: a committee; the townships 汤溪镇 with two branches on a belt and 罗埠镇 with one
 * general branch and a branch below it; the trade committee 商会 with one branch; a user of every role.
 */
export function tenantRows({ db }: Database, code: string): readonly Statement[] {
  return [
    db.insert(t.tenant).values({ id: 1, code, name: `${code} 测试区`, kind: "zone" }),
    db.insert(t.departments).values({ code: "organisation", title: "组织部" }),
    db.insert(t.categories).values({ code: "showcase", title: "党建示范点" }),
    db.insert(t.facts).values([
      {
        key: "members",
        of: "unit",
        label: "党员数",
        type: "number",
        measure: "人",
        filledBy: "secretary",
        position: 1,
      },
      { key: "vacant", of: "unit", label: "书记空缺", type: "bool", filledBy: "township", position: 2 },
      {
        key: "venue",
        of: "unit",
        label: "活动场所",
        type: "choice",
        choices: [
          { code: "met", title: "达标" },
          { code: "none", title: "没有" },
        ],
        filledBy: "township",
        position: 3,
      },
    ]),
    db
      .insert(t.units)
      .values([
        unit("root", "committee", null),
        unit("tangxi", "township", "root", { shortName: "汤溪镇" }),
        unit("luobu", "township", "root", { shortName: "罗埠镇" }),
        unit("chamber", "industry", "root", { shortName: "商会" }),
      ]),
    db
      .insert(t.belts)
      .values({ id: "belt-1", code: "belt-1", name: "汤溪示范带", townshipId: "tangxi", plannedUnits: 2 }),
    db.insert(t.units).values([
      unit("tangxi-1", "branch", "tangxi", {
        townshipId: "tangxi",
        beltId: "belt-1",
        beltPosition: 1,
        demonstration: true,
      }),
      unit("tangxi-2", "branch", "tangxi", { townshipId: "tangxi", beltId: "belt-1", beltPosition: 2 }),
      unit("luobu-1", "general-branch", "luobu", { townshipId: "luobu" }),
      unit("luobu-2", "branch", "luobu-1", { townshipId: "luobu", facts: { members: 7 } }),
      unit("chamber-1", "branch", "chamber", { tradeId: "chamber", demonstration: true }),
    ]),
    db.insert(t.users).values(
      (Object.keys(roles) as Role[]).map((role) => ({
        id: `user-${role}`,
        username: role,
        name: `${role} 01`,
        passwordHash: "none",
        createdAt,
      })),
    ),
    db.insert(t.userRoles).values(
      (Object.keys(roles) as Role[]).map((role) => {
        const { kind, id } = placeOf(role, code);
        return { userId: `user-${role}`, role, scopeKind: kind, scopeId: id };
      }),
    ),
  ];
}

type UnitRow = typeof t.units.$inferInsert;

function unit(code: string, kind: UnitRow["kind"], parentId: string | null, more: Partial<UnitRow> = {}): UnitRow {
  return { id: code, code, name: `${code} 党组织`, kind, parentId, createdAt, ...more };
}
