import { createRouter, createWebHistory, type RouteLocationNormalized } from "vue-router";
import { isOffline, Problem } from "./api.ts";
import { expectFocus } from "./focus.ts";
import { firstPlace } from "./places.ts";
import { isOperator, isSecretaryOnly, resume, session } from "./session.ts";

declare module "vue-router" {
  interface RouteMeta {
    title: string;
    isOpen?: true;
    isOperators?: true;
  }
}

/** The page that stands for every address that no route knows, or doesn't yet. */
const unknown = "unknown";

/**
 * The pages that a secretary's phone opens; the desk's follow from more-routes.ts with the first address not found here.
 * `isOpen`: needs nobody signed in. `isOperators`: the platform's own page. `title`: until the page has a
 * better one.
 */
export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    {
      path: "/sign-in",
      component: () => import("./pages/sign-in/SignIn.vue"),
      meta: { title: "登录", isOpen: true },
    },
    { path: "/", component: () => import("./pages/home/Home.vue"), meta: { title: "首页" } },
    { path: "/work", component: () => import("./pages/work/Work.vue"), meta: { title: "工作" } },
    { path: "/results", component: () => import("./pages/results/Results.vue"), meta: { title: "结果" } },
    { path: "/assessments", component: () => import("./pages/assessments/Fillings.vue"), meta: { title: "填报" } },
    {
      path: "/assessments/:id",
      component: () => import("./pages/assessments/AssessmentPage.vue"),
      meta: { title: "考核" },
    },
    { path: "/findings", component: () => import("./pages/findings/Findings.vue"), meta: { title: "问题整改" } },
    { path: "/findings/new", component: () => import("./pages/findings/NewFinding.vue"), meta: { title: "提问题" } },
    { path: "/findings/:id", component: () => import("./pages/findings/Finding.vue"), meta: { title: "问题" } },
    { path: "/publicity", component: () => import("./pages/publicity/Publicities.vue"), meta: { title: "公示" } },
    { path: "/publicity/:id", component: () => import("./pages/publicity/Publicity.vue"), meta: { title: "公示" } },
    { path: "/objections/:id", component: () => import("./pages/publicity/Objection.vue"), meta: { title: "异议" } },
    { path: "/inbox", component: () => import("./pages/inbox/Inbox.vue"), meta: { title: "消息" } },
    { path: "/me", component: () => import("./pages/me/Me.vue"), meta: { title: "我的" } },
    {
      path: "/:rest(.*)*",
      name: unknown,
      component: () => import("./pages/NotFound.vue"),
      meta: { title: "没有这一页" },
    },
  ],
});

router.beforeEach(async (to) => (to.name === unknown && (await addMoreRoutes()) ? to.fullPath : true));

let isWhole = false;
/** False where they are all there already. */
async function addMoreRoutes(): Promise<boolean> {
  if (isWhole) return false;
  const { moreRoutes } = await import("./more-routes.ts");
  if (isWhole) return true;
  isWhole = true;
  for (const route of moreRoutes) router.addRoute(route);
  return true;
}

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

/**
 * Loads how pages look on paper, then the other screens while nothing else happens, so that they open without waiting,
 * and without a network: to a secretary's phone its own, not the desk's. One after another, each when all is quiet, so that what somebody asks for
 * meanwhile waits behind one screen at most.
 */
export async function loadAhead(): Promise<void> {
  await quiet();
  await import("./styles/print.css").catch(() => undefined);
  if (!isSecretaryOnly.value) await addMoreRoutes().catch(() => false);
  for (const { components } of router.getRoutes()) {
    const screen = components?.["default"];
    if (typeof screen !== "function") continue;
    await quiet();
    await (screen as () => Promise<unknown>)().catch(() => undefined);
  }
}

const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    const later = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 500));
    later(() => resolve());
  });

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
