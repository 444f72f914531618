import { createRouter, createWebHistory, type RouteLocationNormalized } from "vue-router";
import { isOffline, Problem } from "./api.ts";
import { expectFocus } from "./focus.ts";
import { firstPlace } from "./places.ts";
import { isOperator, resume, session } from "./session.ts";

declare module "vue-router" {
  interface RouteMeta {
    title: string;
    isOpen?: true;
    isOperators?: true;
  }
}

/** `isOpen`: needs nobody signed in. `isOperators`: the platform's own page. `title`: until the page has a better one. */
export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    {
      path: "/sign-in",
      component: () => import("./pages/sign-in/SignIn.vue"),
      meta: { title: "登录", isOpen: true },
    },
    {
      path: "/sign-up",
      component: () => import("./pages/sign-up/SignUp.vue"),
      meta: { title: "新地区申请开通", isOpen: true },
    },
    {
      path: "/sign-up/:id",
      component: () => import("./pages/sign-up/Progress.vue"),
      meta: { title: "申请进度", isOpen: true },
    },
    {
      path: "/invitation",
      component: () => import("./pages/sign-up/Invitation.vue"),
      meta: { title: "设首位管理员", isOpen: true },
    },
    {
      path: "/invitation/:tenant",
      component: () => import("./pages/sign-up/UserInvitation.vue"),
      meta: { title: "设密码", isOpen: true },
    },
    {
      path: "/operator",
      component: () => import("./pages/operator/Signups.vue"),
      meta: { title: "申请", isOperators: true },
    },
    {
      path: "/operator/tenants",
      component: () => import("./pages/operator/Tenants.vue"),
      meta: { title: "租户", isOperators: true },
    },
    { path: "/", component: () => import("./pages/home/Home.vue"), meta: { title: "首页" } },
    { path: "/burden", component: () => import("./pages/burden/Burden.vue"), meta: { title: "负担计" } },
    { path: "/units", component: () => import("./pages/units/Units.vue"), meta: { title: "党组织" } },
    { path: "/units/new", component: () => import("./pages/units/WriteUnit.vue"), meta: { title: "建党组织" } },
    { path: "/units/:id/edit", component: () => import("./pages/units/WriteUnit.vue"), meta: { title: "改党组织" } },
    {
      path: "/units/imports",
      component: () => import("./pages/rosters/Rosters.vue"),
      meta: { title: "从表格导入" },
    },
    {
      path: "/units/:id/evidence",
      component: () => import("./pages/evidence/UnitEvidence.vue"),
      meta: { title: "佐证材料" },
    },
    { path: "/units/:id", component: () => import("./pages/units/Unit.vue"), meta: { title: "党组织" } },
    { path: "/entities", component: () => import("./pages/entities/Entities.vue"), meta: { title: "两新组织" } },
    {
      path: "/entities/new",
      component: () => import("./pages/entities/WriteEntity.vue"),
      meta: { title: "登记两新组织" },
    },
    {
      path: "/entities/:id/edit",
      component: () => import("./pages/entities/WriteEntity.vue"),
      meta: { title: "改两新组织" },
    },
    {
      path: "/assignments",
      component: () => import("./pages/assignments/Assignments.vue"),
      meta: { title: "两包三定" },
    },
    { path: "/entities/:id", component: () => import("./pages/entities/Entity.vue"), meta: { title: "两新组织" } },
    { path: "/belts", component: () => import("./pages/belts/Belts.vue"), meta: { title: "示范带" } },
    { path: "/belts/:id", component: () => import("./pages/belts/Belt.vue"), meta: { title: "示范带" } },
    { path: "/plans", component: () => import("./pages/plans/Plans.vue"), meta: { title: "一点一策" } },
    { path: "/plans/new", component: () => import("./pages/plans/WritePlan.vue"), meta: { title: "写一点一策" } },
    { path: "/plans/:id", component: () => import("./pages/plans/Plan.vue"), meta: { title: "一点一策" } },
    { path: "/plans/:id/edit", component: () => import("./pages/plans/WritePlan.vue"), meta: { title: "写一点一策" } },
    { path: "/cycles", component: () => import("./pages/cycles/Cycles.vue"), meta: { title: "考核周期" } },
    { path: "/cycles/new", component: () => import("./pages/cycles/WriteCycle.vue"), meta: { title: "计划考核周期" } },
    {
      path: "/cycles/:id/edit",
      component: () => import("./pages/cycles/WriteCycle.vue"),
      meta: { title: "改考核周期" },
    },
    {
      path: "/cycles/:id/results/:result",
      component: () => import("./pages/cycles/CycleResult.vue"),
      meta: { title: "认定结果" },
    },
    { path: "/cycles/:id", component: () => import("./pages/cycles/Cycle.vue"), meta: { title: "考核周期" } },
    { path: "/standards", component: () => import("./pages/documents/Standards.vue"), meta: { title: "标准" } },
    { path: "/standards/:code", component: () => import("./pages/documents/Standard.vue"), meta: { title: "标准" } },
    {
      path: "/standards/:code/adoption",
      component: () => import("./pages/adoption/Adoption.vue"),
      meta: { title: "与上级不同的地方" },
    },
    {
      path: "/parent/standards",
      component: () => import("./pages/adoption/ParentStandards.vue"),
      meta: { title: "采用上级的标准" },
    },
    {
      path: "/standards/:code/draft",
      component: () => import("./pages/standard-editor/StandardEditor.vue"),
      meta: { title: "标准" },
    },
    { path: "/policies", component: () => import("./pages/documents/Policies.vue"), meta: { title: "办法" } },
    { path: "/policies/:code", component: () => import("./pages/documents/Policy.vue"), meta: { title: "办法" } },
    {
      path: "/policies/:code/draft",
      component: () => import("./pages/policy-editor/PolicyEditor.vue"),
      meta: { title: "办法" },
    },
    { path: "/facts", component: () => import("./pages/facts/Facts.vue"), meta: { title: "事实" } },
    { path: "/facts/new", component: () => import("./pages/facts/NewFact.vue"), meta: { title: "登记事实" } },
    { path: "/facts/:of/:key", component: () => import("./pages/facts/FactPage.vue"), meta: { title: "事实" } },
    { path: "/work", component: () => import("./pages/work/Work.vue"), meta: { title: "工作" } },
    { path: "/results", component: () => import("./pages/results/Results.vue"), meta: { title: "结果" } },
    { path: "/assessments", component: () => import("./pages/assessments/Fillings.vue"), meta: { title: "填报" } },
    {
      path: "/assessments/:id",
      component: () => import("./pages/assessments/AssessmentPage.vue"),
      meta: { title: "考核" },
    },
    { path: "/review", component: () => import("./pages/assessments/Review.vue"), meta: { title: "初审" } },
    {
      path: "/department",
      component: () => import("./pages/assessments/DepartmentQueue.vue"),
      meta: { title: "评审" },
    },
    {
      path: "/acceptance",
      component: () => import("./pages/assessments/AcceptanceQueue.vue"),
      meta: { title: "核验与验收" },
    },
    { path: "/calculation", component: () => import("./pages/calculation/Calculation.vue"), meta: { title: "测算" } },
    { path: "/visits", component: () => import("./pages/inspection/Today.vue"), meta: { title: "今天" } },
    { path: "/visits/:id", component: () => import("./pages/inspection/Visit.vue"), meta: { title: "督查" } },
    { path: "/inspections", component: () => import("./pages/inspection/Inspections.vue"), meta: { title: "督查" } },
    {
      path: "/inspections/new",
      component: () => import("./pages/inspection/NewInspection.vue"),
      meta: { title: "安排督查" },
    },
    { path: "/inspections/:id", component: () => import("./pages/inspection/Inspection.vue"), meta: { title: "督查" } },
    { path: "/draws", component: () => import("./pages/inspection/Draws.vue"), meta: { title: "随机抽查" } },
    { path: "/draws/new", component: () => import("./pages/inspection/NewDraw.vue"), meta: { title: "封存抽查" } },
    { path: "/draws/:id", component: () => import("./pages/inspection/Draw.vue"), meta: { title: "随机抽查" } },
    { path: "/findings", component: () => import("./pages/findings/Findings.vue"), meta: { title: "问题整改" } },
    { path: "/findings/new", component: () => import("./pages/findings/NewFinding.vue"), meta: { title: "提问题" } },
    { path: "/findings/:id", component: () => import("./pages/findings/Finding.vue"), meta: { title: "问题" } },
    { path: "/vetoes", component: () => import("./pages/findings/Vetoes.vue"), meta: { title: "一票否决" } },
    { path: "/vetoes/new", component: () => import("./pages/findings/NewVeto.vue"), meta: { title: "定否决" } },
    { path: "/vetoes/:id", component: () => import("./pages/findings/Veto.vue"), meta: { title: "一票否决" } },
    { path: "/publicity", component: () => import("./pages/publicity/Publicities.vue"), meta: { title: "公示" } },
    { path: "/publicity/:id", component: () => import("./pages/publicity/Publicity.vue"), meta: { title: "公示" } },
    { path: "/objections/:id", component: () => import("./pages/publicity/Objection.vue"), meta: { title: "异议" } },
    { path: "/inbox", component: () => import("./pages/inbox/Inbox.vue"), meta: { title: "消息" } },
    { path: "/webhooks", component: () => import("./pages/webhooks/Webhooks.vue"), meta: { title: "群机器人" } },
    { path: "/users", component: () => import("./pages/people/People.vue"), meta: { title: "用户与权限" } },
    { path: "/audit", component: () => import("./pages/audit/Audit.vue"), meta: { title: "留痕" } },
    { path: "/me", component: () => import("./pages/me/Me.vue"), meta: { title: "我的" } },
    { path: "/:rest(.*)*", component: () => import("./pages/NotFound.vue"), meta: { title: "没有这一页" } },
  ],
});

router.beforeEach(async (to, from) => {
  if (to.meta.isOpen === true) return true;
  if (session.value !== null) return own(to, from);
  try {
    if (await resume()) return own(to, from);
  } catch (reason) {
    if (!(reason instanceof Problem)) throw reason;
    return { path: "/sign-in", query: { next: to.fullPath, refused: reason.code } };
  }
  return { path: "/sign-in", query: { ...(to.fullPath === "/" ? {} : { next: to.fullPath }), ...placeOf(to) } };
});

/** Tenants' pages are no operator's, and the other way round: each is led to their own first page. 我的 is everyone's. */
function own(to: RouteLocationNormalized, from: RouteLocationNormalized): true | string {
  // Whoever comes in without naming a page begins where their work is.
  const isComingIn = from.matched.length === 0 || from.meta.isOpen === true;
  if (to.path === "/" && isComingIn && firstPlace.value !== "/") return firstPlace.value;
  if (to.meta.isOperators === true) return isOperator.value ? true : "/";
  return isOperator.value && to.path !== "/me" ? "/operator" : true;
}

// A screen that can't be loaded: without a network it waits; with one, a newer release has replaced it, and the page
// is fetched whole.
router.onError((_error, to) => {
  if (isOffline.value || navigator.onLine === false) isOffline.value = true;
  else if (sessionStorage.getItem("hongdai.reloaded") !== to.fullPath) {
    sessionStorage.setItem("hongdai.reloaded", to.fullPath);
    window.location.assign(to.fullPath);
  }
});

/** Loads the other screens while nothing else happens, so that they open without waiting, and without a network. */
export function loadAhead(): void {
  const later = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1500));
  later(() => {
    for (const { components } of router.getRoutes()) {
      const screen = components?.["default"];
      if (typeof screen === "function") void (screen as () => Promise<unknown>)().catch(() => undefined);
    }
  });
}

router.afterEach((to, from) => {
  if (to.path === from.path) return;
  document.title = `${to.meta.title} · 红带`;
  if (from.matched.length > 0) expectFocus();
});

/** A link to any page may name the place to sign in to: `?tenant=quzhou`. */
function placeOf(to: RouteLocationNormalized): { tenant?: string } {
  const place = to.query["tenant"];
  return typeof place === "string" ? { tenant: place } : {};
}

/** The value of a query parameter that is given at most once; null where it isn't. */
export function queried(to: RouteLocationNormalized, key: string): string | null {
  const value = to.query[key];
  return typeof value === "string" && value !== "" ? value : null;
}
