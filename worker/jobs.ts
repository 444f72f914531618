import { expireChunk } from "./actions/awards/expire.ts";
import { closingJob } from "./actions/cycles/close.ts";
import { closeChunk } from "./actions/cycles/closing.ts";
import { openingJob } from "./actions/cycles/open.ts";
import { openChunk } from "./actions/cycles/opening.ts";
import { compareChunk, compareJob } from "./actions/evidence/compare.ts";
import { sweepChunk, sweepJob } from "./actions/evidence/sweep.ts";
import { sweepInboxChunk } from "./actions/inbox/sweep.ts";
import { openJobs } from "./actions/jobs/open.ts";
import { runChunk } from "./actions/jobs/run.ts";
import type { JobRegistry } from "./actions/jobs.ts";
import { askForFinal, finishChunk } from "./actions/publicity/finish.ts";
import { publiciseChunk } from "./actions/publicity/publicise.ts";
import { publiciseJob } from "./actions/publicity/start.ts";
import { askDailyJobs } from "./actions/reminders/daily.ts";
import { remindJob, remindRun } from "./actions/reminders/remind.ts";
import { reconcileChunk } from "./actions/subsidies/reconciliation/daily.ts";
import { deliverMessage, dueDeliveries } from "./actions/webhooks/deliver.ts";
import { reconcileJob } from "./domain/batch.ts";
import { expireJob, finalJob } from "./domain/publicity.ts";
import { sweepInboxJob } from "./domain/reminder.ts";
import type { Deps } from "./http/environment.ts";

/** Every job there is, by its name. */
export const jobRegistry: JobRegistry = {
  [openingJob]: openChunk,
  [closingJob]: closeChunk,
  [compareJob]: compareChunk,
  [sweepJob]: sweepChunk,
  [publiciseJob]: publiciseChunk,
  [finalJob]: finishChunk,
  [expireJob]: expireChunk,
  [reconcileJob]: reconcileChunk,
  [sweepInboxJob]: sweepInboxChunk,
};

/** For how long one message goes on with a job before it hands the rest to the next. */
const patienceMs = 5000;

/** What the calendar asks for knows where the pages are, for the links in its messages. */
const registryOf = (deps: Deps): JobRegistry => ({ ...jobRegistry, [remindJob]: remindRun(deps.webhooks.publicUrl) });

/** Goes on with a job, chunk by chunk, for a few seconds; what is left then is another message. */
export async function followJob(deps: Deps, tenant: string, job: string, registry = registryOf(deps)): Promise<void> {
  const database = deps.openDatabase(`t-${tenant}`);
  const evidence = deps.openEvidence(tenant);
  const until = deps.now().getTime() + patienceMs;
  const message = {};
  while (deps.now().getTime() < until) {
    const means = { database, tenant, evidence, now: deps.now().toISOString(), newId: deps.newId, message };
    if ((await runChunk(means, registry, job)) === "nothing") return;
  }
  await deps.enqueue({ tenant, job });
}

/** Hands one message to a robot. */
export async function followDelivery(deps: Deps, tenant: string, delivery: string): Promise<void> {
  const database = deps.openDatabase(`t-${tenant}`);
  await deliverMessage({ database, now: deps.now }, deps.webhooks, delivery);
}

/** What the minute's schedule does for a tenant: the day's jobs are asked for, and what waits is handed to the queue. */
export async function wakeTenant(deps: Deps, tenant: string): Promise<void> {
  const database = deps.openDatabase(`t-${tenant}`);
  await askDailyJobs(database, deps.now(), deps.newId);
  await askForFinal(database, deps.now(), deps.newId);
  await pickUpJobs(deps, tenant);
  const due = await dueDeliveries(database, deps.now());
  await Promise.all(due.map((delivery) => deps.enqueue({ tenant, delivery })));
}

/** What the minute's schedule does for a tenant: jobs that nobody is at are handed to the queue. */
export async function pickUpJobs(deps: Deps, tenant: string): Promise<void> {
  const waiting = await openJobs(deps.openDatabase(`t-${tenant}`), deps.now());
  await Promise.all(waiting.map((job) => deps.enqueue({ tenant, job })));
}
