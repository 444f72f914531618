CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`round` integer NOT NULL,
	`level` integer NOT NULL,
	`decision` text NOT NULL,
	`comment` text,
	`user_id` text NOT NULL,
	`on_behalf_of` text,
	`at` text NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`on_behalf_of`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "approvals_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "approvals_round" CHECK("round" = CAST("round" AS INTEGER) AND "round" BETWEEN 1 AND 1000),
	CONSTRAINT "approvals_level" CHECK("level" = CAST("level" AS INTEGER) AND "level" BETWEEN 1 AND 2),
	CONSTRAINT "approvals_decision" CHECK("decision" IN ('approve', 'return')),
	CONSTRAINT "approvals_comment" CHECK(length("comment") BETWEEN 1 AND 500 AND trim("comment") = "comment"),
	CONSTRAINT "approvals_returned_with_reason" CHECK("decision" <> 'return' OR "comment" IS NOT NULL),
	CONSTRAINT "approvals_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_once` ON `approvals` (`batch_id`,`round`,`level`) WHERE "decision" = 'approve';--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_one_return` ON `approvals` (`batch_id`,`round`) WHERE "decision" = 'return';--> statement-breakpoint
CREATE TABLE `batch_lines` (
	`batch_id` text NOT NULL,
	`calculation_id` text NOT NULL,
	`position` integer NOT NULL,
	`unit_id` text NOT NULL,
	`grant` text NOT NULL,
	`fen` integer NOT NULL,
	`is_live` integer DEFAULT true NOT NULL,
	PRIMARY KEY(`batch_id`, `position`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`calculation_id`,`position`) REFERENCES `calculation_lines`(`calculation_id`,`position`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "batch_lines_position" CHECK("position" = CAST("position" AS INTEGER) AND "position" BETWEEN 0 AND 1000000),
	CONSTRAINT "batch_lines_grant" CHECK(length("grant") BETWEEN 1 AND 64 AND trim("grant") = "grant"),
	CONSTRAINT "batch_lines_fen" CHECK("fen" = CAST("fen" AS INTEGER) AND "fen" BETWEEN -10000000000000 AND 10000000000000),
	CONSTRAINT "batch_lines_is_live" CHECK("is_live" IN (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `batch_lines_once` ON `batch_lines` (`calculation_id`,`position`) WHERE "is_live" = 1;--> statement-breakpoint
CREATE INDEX `batch_lines_unit` ON `batch_lines` (`unit_id`);--> statement-breakpoint
CREATE TABLE `batch_pools` (
	`batch_id` text NOT NULL,
	`pool_id` text NOT NULL,
	`reserved_fen` integer DEFAULT 0 NOT NULL,
	`committed_fen` integer DEFAULT 0 NOT NULL,
	`paid_fen` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`batch_id`, `pool_id`),
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "batch_pools_reserved_fen" CHECK("reserved_fen" = CAST("reserved_fen" AS INTEGER) AND "reserved_fen" BETWEEN 0 AND 10000000000000000),
	CONSTRAINT "batch_pools_committed_fen" CHECK("committed_fen" = CAST("committed_fen" AS INTEGER) AND "committed_fen" BETWEEN 0 AND 10000000000000000),
	CONSTRAINT "batch_pools_paid_fen" CHECK("paid_fen" = CAST("paid_fen" AS INTEGER) AND "paid_fen" BETWEEN -10000000000000000 AND 10000000000000000)
);
--> statement-breakpoint
CREATE TABLE `batch_sources` (
	`batch_id` text NOT NULL,
	`payer` text NOT NULL,
	`position` integer NOT NULL,
	`pool_id` text NOT NULL,
	`up_to_fen` integer,
	PRIMARY KEY(`batch_id`, `payer`, `position`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "batch_sources_payer" CHECK(length("payer") BETWEEN 1 AND 64 AND trim("payer") = "payer"),
	CONSTRAINT "batch_sources_position" CHECK("position" = CAST("position" AS INTEGER) AND "position" BETWEEN 0 AND 100),
	CONSTRAINT "batch_sources_up_to_fen" CHECK("up_to_fen" = CAST("up_to_fen" AS INTEGER) AND "up_to_fen" BETWEEN 0 AND 10000000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `batch_sources_pool` ON `batch_sources` (`batch_id`,`payer`,`pool_id`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`unit_id` text,
	`calculation_id` text NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`round` integer DEFAULT 0 NOT NULL,
	`levels` integer,
	`total_fen` integer NOT NULL,
	`lines` integer NOT NULL,
	`reason` text,
	`split_from` text,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`prepared_by` text,
	`prepared_at` text,
	`approved_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`calculation_id`) REFERENCES `calculations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`prepared_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "batches_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "batches_number" CHECK(length("number") BETWEEN 1 AND 32 AND trim("number") = "number"),
	CONSTRAINT "batches_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "batches_kind" CHECK("kind" IN ('original', 'difference')),
	CONSTRAINT "batches_state" CHECK("state" IN ('draft', 'prepared', 'approved', 'paid', 'returned', 'void')),
	CONSTRAINT "batches_round" CHECK("round" = CAST("round" AS INTEGER) AND "round" BETWEEN 0 AND 1000),
	CONSTRAINT "batches_levels" CHECK("levels" = CAST("levels" AS INTEGER) AND "levels" BETWEEN 1 AND 2),
	CONSTRAINT "batches_total_fen" CHECK("total_fen" = CAST("total_fen" AS INTEGER) AND "total_fen" BETWEEN -9000000000000000 AND 9000000000000000),
	CONSTRAINT "batches_lines" CHECK("lines" = CAST("lines" AS INTEGER) AND "lines" BETWEEN 0 AND 1000000),
	CONSTRAINT "batches_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "batches_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "batches_prepared" CHECK(("prepared_at" IS NULL) = ("prepared_by" IS NULL)),
	CONSTRAINT "batches_prepared_at" CHECK("prepared_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "batches_complete" CHECK("state" NOT IN ('prepared', 'approved', 'paid') OR ("prepared_at" IS NOT NULL AND "levels" IS NOT NULL AND "round" >= 1)),
	CONSTRAINT "batches_approved_at" CHECK("approved_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "batches_approved" CHECK("state" NOT IN ('approved', 'paid') OR "approved_at" IS NOT NULL),
	CONSTRAINT "batches_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `batches_number_unique` ON `batches` (`number`);--> statement-breakpoint
CREATE INDEX `batches_state` ON `batches` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `batches_calculation` ON `batches` (`calculation_id`);--> statement-breakpoint
CREATE TABLE `calculation_inputs` (
	`calculation_id` text NOT NULL,
	`part` integer NOT NULL,
	`recipients` text NOT NULL,
	PRIMARY KEY(`calculation_id`, `part`),
	FOREIGN KEY (`calculation_id`) REFERENCES `calculations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calculation_inputs_part" CHECK("part" = CAST("part" AS INTEGER) AND "part" BETWEEN 0 AND 1000),
	CONSTRAINT "calculation_inputs_recipients" CHECK(CASE WHEN json_valid("recipients") THEN json_type("recipients") = 'array' ELSE 0 END)
);
--> statement-breakpoint
CREATE TABLE `calculation_lines` (
	`calculation_id` text NOT NULL,
	`position` integer NOT NULL,
	`unit_id` text NOT NULL,
	`recipient` text NOT NULL,
	`grant` text NOT NULL,
	`fen` integer NOT NULL,
	`before_ceilings_fen` integer NOT NULL,
	`paid_fen` integer NOT NULL,
	`is_failed` integer NOT NULL,
	`steps` text NOT NULL,
	`failure` text,
	`payers` text NOT NULL,
	`instalments` text NOT NULL,
	`result_id` text,
	`result_revision` integer,
	PRIMARY KEY(`calculation_id`, `position`),
	FOREIGN KEY (`calculation_id`) REFERENCES `calculations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calculation_lines_position" CHECK("position" = CAST("position" AS INTEGER) AND "position" BETWEEN 0 AND 1000000),
	CONSTRAINT "calculation_lines_recipient" CHECK(length("recipient") BETWEEN 1 AND 200 AND trim("recipient") = "recipient"),
	CONSTRAINT "calculation_lines_grant" CHECK(length("grant") BETWEEN 1 AND 64 AND trim("grant") = "grant"),
	CONSTRAINT "calculation_lines_fen" CHECK("fen" = CAST("fen" AS INTEGER) AND "fen" BETWEEN 0 AND 10000000000000),
	CONSTRAINT "calculation_lines_before_ceilings_fen" CHECK("before_ceilings_fen" = CAST("before_ceilings_fen" AS INTEGER) AND "before_ceilings_fen" BETWEEN 0 AND 10000000000000 AND "fen" <= "before_ceilings_fen"),
	CONSTRAINT "calculation_lines_paid_fen" CHECK("paid_fen" = CAST("paid_fen" AS INTEGER) AND "paid_fen" BETWEEN 0 AND 1000000000000000),
	CONSTRAINT "calculation_lines_is_failed" CHECK("is_failed" IN (0, 1)),
	CONSTRAINT "calculation_lines_failure" CHECK(("is_failed" = 1) = ("failure" IS NOT NULL) AND ("is_failed" = 0 OR "fen" = 0)),
	CONSTRAINT "calculation_lines_steps" CHECK(CASE WHEN json_valid("steps") THEN json_type("steps") = 'array' ELSE 0 END),
	CONSTRAINT "calculation_lines_payers" CHECK(CASE WHEN json_valid("payers") THEN json_type("payers") = 'array' ELSE 0 END),
	CONSTRAINT "calculation_lines_instalments" CHECK(CASE WHEN json_valid("instalments") THEN json_type("instalments") = 'array' ELSE 0 END),
	CONSTRAINT "calculation_lines_result" CHECK(("result_id" IS NULL) = ("result_revision" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `calculation_lines_unit` ON `calculation_lines` (`unit_id`,`grant`);--> statement-breakpoint
CREATE TABLE `calculations` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text,
	`policy_code` text NOT NULL,
	`policy_version` integer NOT NULL,
	`cycle_id` text NOT NULL,
	`standard_code` text NOT NULL,
	`year` integer NOT NULL,
	`digest` text NOT NULL,
	`recipients` integer NOT NULL,
	`lines` integer NOT NULL,
	`errors` integer NOT NULL,
	`total_fen` integer NOT NULL,
	`ceilings` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cycle_id`) REFERENCES `cycles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`policy_code`,`policy_version`) REFERENCES `policies`(`code`,`version`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calculations_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "calculations_standard_code" CHECK("standard_code" GLOB '[a-z]*' AND "standard_code" NOT GLOB '*[^a-z0-9_-]*' AND length("standard_code") <= 64),
	CONSTRAINT "calculations_year" CHECK("year" = CAST("year" AS INTEGER) AND "year" BETWEEN 1949 AND 9999),
	CONSTRAINT "calculations_digest" CHECK(length("digest") = 64 AND "digest" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "calculations_recipients" CHECK("recipients" = CAST("recipients" AS INTEGER) AND "recipients" BETWEEN 0 AND 20000),
	CONSTRAINT "calculations_lines" CHECK("lines" = CAST("lines" AS INTEGER) AND "lines" BETWEEN 0 AND 1000000),
	CONSTRAINT "calculations_errors" CHECK("errors" = CAST("errors" AS INTEGER) AND "errors" BETWEEN 0 AND 1000000 AND "errors" <= "lines"),
	CONSTRAINT "calculations_total_fen" CHECK("total_fen" = CAST("total_fen" AS INTEGER) AND "total_fen" BETWEEN 0 AND 9000000000000000),
	CONSTRAINT "calculations_ceilings" CHECK(CASE WHEN json_valid("ceilings") THEN json_type("ceilings") = 'array' ELSE 0 END),
	CONSTRAINT "calculations_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `calculations_policy` ON `calculations` (`policy_code`,`year`,`created_at`);--> statement-breakpoint
CREATE INDEX `calculations_cycle` ON `calculations` (`cycle_id`);--> statement-breakpoint
CREATE TABLE `delegations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_user_id` text NOT NULL,
	`to_user_id` text NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` text NOT NULL,
	`ended_by` text,
	`ended_at` text,
	FOREIGN KEY (`from_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "delegations_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "delegations_users" CHECK("from_user_id" <> "to_user_id"),
	CONSTRAINT "delegations_from_on" CHECK("from_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("from_on") IS "from_on"),
	CONSTRAINT "delegations_until_on" CHECK("until_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("until_on") IS "until_on" AND "until_on" >= "from_on"),
	CONSTRAINT "delegations_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "delegations_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "delegations_ended_at" CHECK("ended_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "delegations_ended" CHECK(("ended_at" IS NULL) = ("ended_by" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `delegations_to_user` ON `delegations` (`to_user_id`,`until_on`);--> statement-breakpoint
CREATE TABLE `grant_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`policy_code` text NOT NULL,
	`grant` text NOT NULL,
	`year` integer NOT NULL,
	`unit_id` text NOT NULL,
	`fen` integer NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` text NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "grant_decisions_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "grant_decisions_policy_code" CHECK(length("policy_code") BETWEEN 1 AND 64 AND trim("policy_code") = "policy_code"),
	CONSTRAINT "grant_decisions_grant" CHECK(length("grant") BETWEEN 1 AND 64 AND trim("grant") = "grant"),
	CONSTRAINT "grant_decisions_year" CHECK("year" = CAST("year" AS INTEGER) AND "year" BETWEEN 1949 AND 9999),
	CONSTRAINT "grant_decisions_fen" CHECK("fen" = CAST("fen" AS INTEGER) AND "fen" BETWEEN 0 AND 10000000000000),
	CONSTRAINT "grant_decisions_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "grant_decisions_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `grant_decisions_of` ON `grant_decisions` (`policy_code`,`year`,`unit_id`,`grant`);--> statement-breakpoint
CREATE TABLE `payees` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`unit_id` text NOT NULL,
	`holder` text DEFAULT '' NOT NULL,
	`sealed` text NOT NULL,
	`last_digits` text NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` text NOT NULL,
	`ended_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`changed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payees_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "payees_kind" CHECK("kind" IN ('unit', 'township', 'secretary')),
	CONSTRAINT "payees_holder" CHECK(length("holder") <= 50 AND ("kind" = 'secretary') = ("holder" <> '')),
	CONSTRAINT "payees_sealed" CHECK(length("sealed") BETWEEN 1 AND 4000 AND trim("sealed") = "sealed"),
	CONSTRAINT "payees_last_digits" CHECK(length("last_digits") = 4 AND "last_digits" NOT GLOB '*[^0-9]*'),
	CONSTRAINT "payees_changed_at" CHECK("changed_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "payees_ended_at" CHECK("ended_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "payees_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payees_current` ON `payees` (`kind`,`unit_id`) WHERE "ended_at" IS NULL;--> statement-breakpoint
CREATE TABLE `payment_parts` (
	`payment_id` text NOT NULL,
	`payer` text NOT NULL,
	`pool_id` text NOT NULL,
	`fen` integer NOT NULL,
	PRIMARY KEY(`payment_id`, `payer`, `pool_id`),
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payment_parts_payer" CHECK(length("payer") BETWEEN 1 AND 64 AND trim("payer") = "payer"),
	CONSTRAINT "payment_parts_fen" CHECK("fen" = CAST("fen" AS INTEGER) AND "fen" BETWEEN -10000000000000 AND 10000000000000 AND "fen" <> 0)
);
--> statement-breakpoint
CREATE INDEX `payment_parts_pool` ON `payment_parts` (`pool_id`);--> statement-breakpoint
CREATE TABLE `payment_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`remittance_id` text,
	`outcome` text NOT NULL,
	`on` text NOT NULL,
	`reference` text,
	`reason` text,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`remittance_id`) REFERENCES `remittances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payment_steps_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "payment_steps_outcome" CHECK("outcome" IN ('paid', 'failed', 'returned')),
	CONSTRAINT "payment_steps_on" CHECK("on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("on") IS "on"),
	CONSTRAINT "payment_steps_reference" CHECK(length("reference") BETWEEN 1 AND 100 AND trim("reference") = "reference"),
	CONSTRAINT "payment_steps_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "payment_steps_with_reason" CHECK("outcome" = 'paid' OR "reason" IS NOT NULL),
	CONSTRAINT "payment_steps_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `payment_steps_payment` ON `payment_steps` (`payment_id`);--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`position` integer NOT NULL,
	`unit_id` text NOT NULL,
	`payee_kind` text NOT NULL,
	`holder` text DEFAULT '' NOT NULL,
	`policy_code` text NOT NULL,
	`grant` text NOT NULL,
	`year` integer NOT NULL,
	`instalment` text NOT NULL,
	`correction` integer DEFAULT 0 NOT NULL,
	`fen` integer NOT NULL,
	`is_due` integer NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`payee_id` text,
	`payee_revision` integer,
	`remittance_id` text,
	`paid_on` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payee_id`) REFERENCES `payees`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`remittance_id`) REFERENCES `remittances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`batch_id`,`position`) REFERENCES `batch_lines`(`batch_id`,`position`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payments_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "payments_payee_kind" CHECK("payee_kind" IN ('unit', 'township', 'secretary')),
	CONSTRAINT "payments_holder" CHECK(length("holder") <= 50),
	CONSTRAINT "payments_policy_code" CHECK(length("policy_code") BETWEEN 1 AND 64 AND trim("policy_code") = "policy_code"),
	CONSTRAINT "payments_grant" CHECK(length("grant") BETWEEN 1 AND 64 AND trim("grant") = "grant"),
	CONSTRAINT "payments_year" CHECK("year" = CAST("year" AS INTEGER) AND "year" BETWEEN 1949 AND 9999),
	CONSTRAINT "payments_instalment" CHECK(length("instalment") BETWEEN 1 AND 64 AND trim("instalment") = "instalment"),
	CONSTRAINT "payments_correction" CHECK("correction" = CAST("correction" AS INTEGER) AND "correction" BETWEEN 0 AND 1000),
	CONSTRAINT "payments_fen" CHECK("fen" = CAST("fen" AS INTEGER) AND "fen" BETWEEN -10000000000000 AND 10000000000000 AND ("correction" > 0 OR "fen" >= 0)),
	CONSTRAINT "payments_is_due" CHECK("is_due" IN (0, 1)),
	CONSTRAINT "payments_state" CHECK("state" IN ('waiting', 'ordered', 'paid', 'returned', 'void')),
	CONSTRAINT "payments_payee" CHECK("payee_revision" IS NULL OR "payee_id" IS NOT NULL),
	CONSTRAINT "payments_paid_on" CHECK("paid_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("paid_on") IS "paid_on"),
	CONSTRAINT "payments_paid" CHECK(("state" IN ('paid', 'returned')) = ("paid_on" IS NOT NULL)),
	CONSTRAINT "payments_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_once` ON `payments` (`unit_id`,`payee_kind`,`holder`,`policy_code`,`grant`,`year`,`instalment`,`correction`) WHERE "state" <> 'void';--> statement-breakpoint
CREATE INDEX `payments_batch` ON `payments` (`batch_id`,`position`);--> statement-breakpoint
CREATE INDEX `payments_remittance` ON `payments` (`remittance_id`);--> statement-breakpoint
CREATE TABLE `pool_entries` (
	`pool_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`fen` integer NOT NULL,
	`from_bucket` text,
	`to_bucket` text,
	`batch_id` text,
	`other_pool_id` text,
	`because` text NOT NULL,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`pool_id`, `seq`),
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pool_entries_seq" CHECK("seq" = CAST("seq" AS INTEGER) AND "seq" BETWEEN 1 AND 1000000000000),
	CONSTRAINT "pool_entries_kind" CHECK("kind" IN ('grant', 'reserve', 'commit', 'pay', 'release', 'refund', 'clawback', 'transfer')),
	CONSTRAINT "pool_entries_fen" CHECK("fen" = CAST("fen" AS INTEGER) AND "fen" BETWEEN 1 AND 10000000000000000),
	CONSTRAINT "pool_entries_buckets" CHECK(("kind" = 'grant' AND "from_bucket" IS NULL AND "to_bucket" = 'available')
        OR ("kind" = 'reserve' AND "from_bucket" = 'available' AND "to_bucket" = 'reserved')
        OR ("kind" = 'commit' AND "from_bucket" = 'reserved' AND "to_bucket" = 'committed')
        OR ("kind" = 'pay' AND "from_bucket" = 'committed' AND "to_bucket" = 'paid')
        OR ("kind" = 'release' AND "from_bucket" IN ('reserved', 'committed') AND "to_bucket" = 'available')
        OR ("kind" IN ('refund', 'clawback') AND "from_bucket" = 'paid' AND "to_bucket" = 'available')
        OR ("kind" = 'transfer' AND (("from_bucket" = 'available' AND "to_bucket" IS NULL) OR ("from_bucket" IS NULL AND "to_bucket" = 'available')))),
	CONSTRAINT "pool_entries_other_pool" CHECK(("kind" = 'transfer') = ("other_pool_id" IS NOT NULL) AND "other_pool_id" <> "pool_id"),
	CONSTRAINT "pool_entries_batch" CHECK(("kind" IN ('grant', 'transfer')) = ("batch_id" IS NULL)),
	CONSTRAINT "pool_entries_because" CHECK(length("because") BETWEEN 1 AND 300 AND trim("because") = "because"),
	CONSTRAINT "pool_entries_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `pool_entries_batch` ON `pool_entries` (`batch_id`,`pool_id`);--> statement-breakpoint
CREATE TABLE `pools` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`year` integer NOT NULL,
	`unit_id` text,
	`state` text DEFAULT 'open' NOT NULL,
	`available_fen` integer DEFAULT 0 NOT NULL,
	`reserved_fen` integer DEFAULT 0 NOT NULL,
	`committed_fen` integer DEFAULT 0 NOT NULL,
	`paid_fen` integer DEFAULT 0 NOT NULL,
	`entries` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pools_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "pools_source" CHECK(length("source") BETWEEN 1 AND 100 AND trim("source") = "source"),
	CONSTRAINT "pools_year" CHECK("year" = CAST("year" AS INTEGER) AND "year" BETWEEN 1949 AND 9999),
	CONSTRAINT "pools_state" CHECK("state" IN ('open', 'closed')),
	CONSTRAINT "pools_available_fen" CHECK("available_fen" = CAST("available_fen" AS INTEGER) AND "available_fen" BETWEEN 0 AND 10000000000000000),
	CONSTRAINT "pools_reserved_fen" CHECK("reserved_fen" = CAST("reserved_fen" AS INTEGER) AND "reserved_fen" BETWEEN 0 AND 10000000000000000),
	CONSTRAINT "pools_committed_fen" CHECK("committed_fen" = CAST("committed_fen" AS INTEGER) AND "committed_fen" BETWEEN 0 AND 10000000000000000),
	CONSTRAINT "pools_paid_fen" CHECK("paid_fen" = CAST("paid_fen" AS INTEGER) AND "paid_fen" BETWEEN 0 AND 10000000000000000),
	CONSTRAINT "pools_entries" CHECK("entries" = CAST("entries" AS INTEGER) AND "entries" BETWEEN 0 AND 1000000000000),
	CONSTRAINT "pools_closed" CHECK("state" = 'open' OR ("reserved_fen" = 0 AND "committed_fen" = 0)),
	CONSTRAINT "pools_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "pools_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE INDEX `pools_year` ON `pools` (`year`,`source`);--> statement-breakpoint
CREATE TABLE `reconciliations` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`found` text NOT NULL,
	`details` text DEFAULT '[]' NOT NULL,
	CONSTRAINT "reconciliations_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "reconciliations_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "reconciliations_found" CHECK(json_valid("found")),
	CONSTRAINT "reconciliations_details" CHECK(json_valid("details"))
);
--> statement-breakpoint
CREATE INDEX `reconciliations_at` ON `reconciliations` (`at`);--> statement-breakpoint
CREATE TABLE `remittances` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`batch_id` text NOT NULL,
	`payments` integer NOT NULL,
	`total_fen` integer NOT NULL,
	`sha256` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "remittances_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "remittances_number" CHECK(length("number") BETWEEN 1 AND 32 AND trim("number") = "number"),
	CONSTRAINT "remittances_payments" CHECK("payments" = CAST("payments" AS INTEGER) AND "payments" BETWEEN 1 AND 1000000),
	CONSTRAINT "remittances_total_fen" CHECK("total_fen" = CAST("total_fen" AS INTEGER) AND "total_fen" BETWEEN -9000000000000000 AND 9000000000000000),
	CONSTRAINT "remittances_sha256" CHECK(length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "remittances_state" CHECK("state" IN ('open', 'settled')),
	CONSTRAINT "remittances_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "remittances_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `remittances_number_unique` ON `remittances` (`number`);--> statement-breakpoint
CREATE INDEX `remittances_batch` ON `remittances` (`batch_id`);