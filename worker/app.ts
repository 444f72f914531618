import { Hono } from "hono";
import { isBusy } from "./actions/ask.ts";
import { earlierAnswerOf } from "./actions/repeat.ts";
import { Problem } from "./domain/problem.ts";
import type { AppEnv, Deps } from "./http/environment.ts";
import { openapi, operationsOf } from "./http/openapi.ts";
import { problemResponse } from "./http/problem-details.ts";
import { refuseCrossSite, secureHeaders } from "./http/security.ts";
import { adoptions, parent } from "./routes/adoptions.ts";
import { assessments } from "./routes/assessments.ts";
import { assessors } from "./routes/assessors.ts";
import { assignments } from "./routes/assignments.ts";
import { audit } from "./routes/audit.ts";
import { awards } from "./routes/awards.ts";
import { batchPayments } from "./routes/batch-payments.ts";
import { batches } from "./routes/batches.ts";
import { belts } from "./routes/belts.ts";
import { burden } from "./routes/burden.ts";
import { calculations } from "./routes/calculations.ts";
import { coverage, coverages } from "./routes/coverage.ts";
import { cycles } from "./routes/cycles.ts";
import { dashboard } from "./routes/dashboard.ts";
import { delegations } from "./routes/delegations.ts";
import { directory } from "./routes/directory.ts";
import { docs } from "./routes/docs.ts";
import { draws } from "./routes/draws.ts";
import { entities } from "./routes/entities.ts";
import { evidence } from "./routes/evidence.ts";
import { facts } from "./routes/facts.ts";
import { findings } from "./routes/findings.ts";
import { grantDecisions } from "./routes/grant-decisions.ts";
import { health } from "./routes/health.ts";
import { inbox } from "./routes/inbox.ts";
import { inspections } from "./routes/inspections.ts";
import { invitation } from "./routes/invitation.ts";
import { jobs } from "./routes/jobs.ts";
import { objections } from "./routes/objections.ts";
import { payees } from "./routes/payees.ts";
import { payments } from "./routes/payments.ts";
import { plans } from "./routes/plans.ts";
import { policies } from "./routes/policies.ts";
import { pools } from "./routes/pools.ts";
import { publicity } from "./routes/publicity.ts";
import { reconciliation } from "./routes/reconciliation.ts";
import { rectifications } from "./routes/rectifications.ts";
import { relaxations } from "./routes/relaxations.ts";
import { remittances } from "./routes/remittances.ts";
import { results } from "./routes/results.ts";
import { rosterFiles, rosterImports } from "./routes/rosters.ts";
import { schemas } from "./routes/schemas.ts";
import { session } from "./routes/session.ts";
import { signups } from "./routes/signups.ts";
import { standards } from "./routes/standards.ts";
import { subsidies } from "./routes/subsidies.ts";
import { templates } from "./routes/templates.ts";
import { tenants } from "./routes/tenants.ts";
import { units } from "./routes/units.ts";
import { userInvitation } from "./routes/user-invitation.ts";
import { users } from "./routes/users.ts";
import { vetoes } from "./routes/vetoes.ts";
import { visits } from "./routes/visits.ts";
import { webhooks } from "./routes/webhooks.ts";

export type Api = ReturnType<typeof createApp>;

/** The whole API: what every request passes, the routes, and what refusals and bugs look like. */
export function createApp(deps: Deps) {
  const app = new Hono<AppEnv>();
  app.use("*", async (c, next) => {
    c.set("deps", deps);
    c.set("requestId", crypto.randomUUID());
    await next();
  });
  app.use("*", secureHeaders);
  app.use("/api/*", refuseCrossSite);
  const whole = app
    .route("/api/health", health)
    .route("/api/directory", directory)
    .route("/api/docs", docs)
    .route("/api/schemas", schemas)
    .route("/api/session", session)
    .route("/api/templates", templates)
    .route("/api/signups", signups)
    .route("/api/invitation", invitation)
    .route("/api/tenants", tenants)
    .route("/api/tenants/:tenant/users", users)
    .route("/api/tenants/:tenant/invitation", userInvitation)
    .route("/api/tenants/:tenant/relaxations", relaxations)
    .route("/api/tenants/:tenant/audit", audit)
    .route("/api/tenants/:tenant/units", rosterFiles("units"))
    .route("/api/tenants/:tenant/units", rosterImports("units"))
    .route("/api/tenants/:tenant/units", units)
    .route("/api/tenants/:tenant/entities", rosterFiles("entities"))
    .route("/api/tenants/:tenant/entities", rosterImports("entities"))
    .route("/api/tenants/:tenant/entities", entities)
    .route("/api/tenants/:tenant/coverages", coverages)
    .route("/api/tenants/:tenant/coverage", coverage)
    .route("/api/tenants/:tenant/belts", belts)
    .route("/api/tenants/:tenant/assignments", assignments)
    .route("/api/tenants/:tenant/plans", plans)
    .route("/api/tenants/:tenant/evidence", evidence)
    .route("/api/tenants/:tenant/facts", facts)
    .route("/api/tenants/:tenant/standards", standards)
    .route("/api/tenants/:tenant/adoptions", adoptions)
    .route("/api/tenants/:tenant/parent", parent)
    .route("/api/tenants/:tenant/policies", policies)
    .route("/api/tenants/:tenant/subsidies", subsidies)
    .route("/api/tenants/:tenant/subsidies", grantDecisions)
    .route("/api/tenants/:tenant/pools", pools)
    .route("/api/tenants/:tenant/calculations", calculations)
    .route("/api/tenants/:tenant/batches", batches)
    .route("/api/tenants/:tenant/batches", batchPayments)
    .route("/api/tenants/:tenant/payments", payments)
    .route("/api/tenants/:tenant/remittances", remittances)
    .route("/api/tenants/:tenant/payees", payees)
    .route("/api/tenants/:tenant/delegations", delegations)
    .route("/api/tenants/:tenant/reconciliation", reconciliation)
    .route("/api/tenants/:tenant/cycles", cycles)
    .route("/api/tenants/:tenant/assessments", assessments)
    .route("/api/tenants/:tenant/results", results)
    .route("/api/tenants/:tenant/jobs", jobs)
    .route("/api/tenants/:tenant/draws", draws)
    .route("/api/tenants/:tenant/assessors", assessors)
    .route("/api/tenants/:tenant/inspections", inspections)
    .route("/api/tenants/:tenant/visits", visits)
    .route("/api/tenants/:tenant/findings", findings)
    .route("/api/tenants/:tenant/rectifications", rectifications)
    .route("/api/tenants/:tenant/vetoes", vetoes)
    .route("/api/tenants/:tenant/burden", burden)
    .route("/api/tenants/:tenant/publicity", publicity)
    .route("/api/tenants/:tenant/objections", objections)
    .route("/api/tenants/:tenant/awards", awards)
    .route("/api/tenants/:tenant/inbox", inbox)
    .route("/api/tenants/:tenant/webhooks", webhooks)
    .route("/api/tenants/:tenant/dashboard", dashboard);
  let document: string | undefined;
  app.get("/api/openapi.json", (c) => {
    document ??= JSON.stringify(openapi(app));
    return c.body(document, 200, { "content-type": "application/json" });
  });
  answerTheRest(app, deps);
  return whole;
}

/** What no route takes, and what a route throws: a refusal is explained, a bug is a bare 500 with the request's id. */
function answerTheRest(app: Hono<AppEnv>, deps: Deps): void {
  const known = operationsOf(app).map(({ path, method }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`),
  }));
  app.notFound(async (c) => {
    if (!c.req.path.startsWith("/api")) {
      const page = await deps.assets?.(c.req.raw);
      if (page !== undefined) return page;
    }
    const methods = known.filter(({ pattern }) => pattern.test(c.req.path)).map(({ method }) => method);
    if (methods.length === 0) return problemResponse(new Problem("not-found"), c.get("requestId"));
    const refused = problemResponse(new Problem("method-not-allowed"), c.get("requestId"));
    refused.headers.set("allow", [...new Set(methods)].join(", "));
    return refused;
  });
  app.onError((error, c) => {
    const earlier = earlierAnswerOf(error);
    if (earlier !== undefined) return new Response(earlier.body, { status: earlier.status, headers: earlier.headers });
    if (error instanceof Problem) return problemResponse(error, c.get("requestId"));
    if (isBusy(error)) return problemResponse(new Problem("busy"), c.get("requestId"));
    console.error(c.get("requestId"), error);
    return problemResponse(new Problem("internal"), c.get("requestId"));
  });
}
