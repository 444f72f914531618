CREATE TABLE `assessment_documents` (
	`assessment_id` text NOT NULL,
	`stage` text NOT NULL,
	`document` text NOT NULL,
	`written_at` text NOT NULL,
	PRIMARY KEY(`assessment_id`, `stage`),
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assessment_documents_stage" CHECK("stage" IN ('claimed', 'verified', 'accepted')),
	CONSTRAINT "assessment_documents_document" CHECK(CASE WHEN json_valid("document") THEN json_type("document") = 'object' ELSE 0 END),
	CONSTRAINT "assessment_documents_written_at" CHECK("written_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `assessments` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`standard_code` text NOT NULL,
	`standard_version` integer NOT NULL,
	`state` text DEFAULT 'self' NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cycle_id`,`standard_code`,`standard_version`) REFERENCES `cycle_standards`(`cycle_id`,`standard_code`,`standard_version`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assessments_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "assessments_state" CHECK("state" IN ('self', 'township', 'department', 'acceptance', 'decided')),
	CONSTRAINT "assessments_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE INDEX `assessments_unit` ON `assessments` (`unit_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_once` ON `assessments` (`cycle_id`,`unit_id`,`standard_code`);--> statement-breakpoint
CREATE TABLE `belts` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`township_id` text,
	`planned_units` integer,
	`planned_demonstrations` integer,
	`length_metres` integer,
	`is_length_about` integer DEFAULT false NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`township_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "belts_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "belts_code" CHECK(length("code") BETWEEN 1 AND 64 AND trim("code") = "code"),
	CONSTRAINT "belts_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "belts_planned_units" CHECK("planned_units" = CAST("planned_units" AS INTEGER) AND "planned_units" BETWEEN 0 AND 1000000),
	CONSTRAINT "belts_planned_demonstrations" CHECK("planned_demonstrations" = CAST("planned_demonstrations" AS INTEGER) AND "planned_demonstrations" BETWEEN 0 AND 1000000),
	CONSTRAINT "belts_planned_within" CHECK("planned_demonstrations" <= "planned_units"),
	CONSTRAINT "belts_length_metres" CHECK("length_metres" = CAST("length_metres" AS INTEGER) AND "length_metres" BETWEEN 1 AND 10000000),
	CONSTRAINT "belts_is_length_about" CHECK("is_length_about" IN (0, 1)),
	CONSTRAINT "belts_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `belts_code_unique` ON `belts` (`code`);--> statement-breakpoint
CREATE INDEX `belts_township` ON `belts` (`township_id`);--> statement-breakpoint
CREATE TABLE `categories` (
	`code` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "categories_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "categories_title" CHECK(length("title") BETWEEN 1 AND 100 AND trim("title") = "title")
);
--> statement-breakpoint
CREATE TABLE `cycle_facts` (
	`cycle_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`facts` text NOT NULL,
	PRIMARY KEY(`cycle_id`, `unit_id`),
	FOREIGN KEY (`cycle_id`) REFERENCES `cycles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "cycle_facts_facts" CHECK(CASE WHEN json_valid("facts") THEN json_type("facts") = 'object' ELSE 0 END)
);
--> statement-breakpoint
CREATE INDEX `cycle_facts_unit` ON `cycle_facts` (`unit_id`);--> statement-breakpoint
CREATE TABLE `cycle_standards` (
	`cycle_id` text NOT NULL,
	`standard_code` text NOT NULL,
	`standard_version` integer NOT NULL,
	PRIMARY KEY(`cycle_id`, `standard_code`),
	FOREIGN KEY (`cycle_id`) REFERENCES `cycles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`standard_code`,`standard_version`) REFERENCES `standards`(`code`,`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cycle_standards_version` ON `cycle_standards` (`cycle_id`,`standard_code`,`standard_version`);--> statement-breakpoint
CREATE TABLE `cycles` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`year` integer NOT NULL,
	`opens_on` text NOT NULL,
	`self_until` text,
	`review_until` text,
	`acceptance_until` text,
	`closed_on` text,
	`revision` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "cycles_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "cycles_code" CHECK("code" GLOB '[a-z0-9]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "cycles_title" CHECK(length("title") BETWEEN 1 AND 100 AND trim("title") = "title"),
	CONSTRAINT "cycles_kind" CHECK("kind" IN ('quarterly', 'acceptance', 'year-end')),
	CONSTRAINT "cycles_year" CHECK("year" = CAST("year" AS INTEGER) AND "year" BETWEEN 1949 AND 9999),
	CONSTRAINT "cycles_opens_on" CHECK("opens_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("opens_on") IS "opens_on"),
	CONSTRAINT "cycles_self_until" CHECK("self_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("self_until") IS "self_until" AND "self_until" >= "opens_on"),
	CONSTRAINT "cycles_review_until" CHECK("review_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("review_until") IS "review_until" AND "review_until" >= coalesce("self_until", "opens_on")),
	CONSTRAINT "cycles_acceptance_until" CHECK("acceptance_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("acceptance_until") IS "acceptance_until" AND "acceptance_until" >= coalesce("review_until", "self_until", "opens_on")),
	CONSTRAINT "cycles_closed_on" CHECK("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("closed_on") IS "closed_on" AND "closed_on" >= "opens_on"),
	CONSTRAINT "cycles_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cycles_code_unique` ON `cycles` (`code`);--> statement-breakpoint
CREATE TABLE `departments` (
	`code` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "departments_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "departments_title" CHECK(length("title") BETWEEN 1 AND 100 AND trim("title") = "title")
);
--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`revision` integer NOT NULL,
	`body` text DEFAULT '{}' NOT NULL,
	FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "events_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "events_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "events_actor_name" CHECK(length("actor_name") BETWEEN 1 AND 100 AND trim("actor_name") = "actor_name"),
	CONSTRAINT "events_action" CHECK(length("action") BETWEEN 1 AND 64 AND trim("action") = "action"),
	CONSTRAINT "events_subject_kind" CHECK(length("subject_kind") BETWEEN 1 AND 64 AND trim("subject_kind") = "subject_kind"),
	CONSTRAINT "events_subject_id" CHECK(length("subject_id") BETWEEN 1 AND 200 AND trim("subject_id") = "subject_id"),
	CONSTRAINT "events_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000),
	CONSTRAINT "events_body" CHECK(CASE WHEN json_valid("body") THEN json_type("body") = 'object' ELSE 0 END)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id_unique` ON `events` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `events_subject_revision` ON `events` (`subject_kind`,`subject_id`,`revision`);--> statement-breakpoint
CREATE TABLE `facts` (
	`key` text NOT NULL,
	`of` text NOT NULL,
	`label` text NOT NULL,
	`type` text NOT NULL,
	`measure` text,
	`choices` text DEFAULT '[]' NOT NULL,
	`per` text DEFAULT 'standing' NOT NULL,
	`filled_by` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`key`, `of`),
	CONSTRAINT "facts_key" CHECK("key" GLOB '[a-z]*' AND "key" NOT GLOB '*[^a-z0-9_]*' AND length("key") <= 64),
	CONSTRAINT "facts_key_reserved" CHECK("key" NOT IN ('code', 'name', 'kind', 'field', 'township', 'trade', 'on_belt', 'demonstration', 'category')),
	CONSTRAINT "facts_of" CHECK("of" IN ('unit', 'belt', 'entity', 'committee')),
	CONSTRAINT "facts_label" CHECK(length("label") BETWEEN 1 AND 100 AND trim("label") = "label"),
	CONSTRAINT "facts_type" CHECK("type" IN ('bool', 'number', 'text', 'date', 'choice', 'choices')),
	CONSTRAINT "facts_measure" CHECK(length("measure") BETWEEN 1 AND 20 AND trim("measure") = "measure"),
	CONSTRAINT "facts_choices" CHECK(CASE WHEN json_valid("choices") THEN json_type("choices") = 'array' ELSE 0 END),
	CONSTRAINT "facts_choices_type" CHECK(("type" IN ('choice', 'choices')) = (json_array_length("choices") > 0)),
	CONSTRAINT "facts_per" CHECK("per" IN ('standing', 'cycle')),
	CONSTRAINT "facts_filled_by" CHECK("filled_by" IN ('admin', 'assessor', 'department', 'township', 'secretary', 'preparer', 'approver', 'cashier', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE `figures` (
	`code` text NOT NULL,
	`title` text NOT NULL,
	`label` text NOT NULL,
	`value` real,
	`measure` text,
	`denominator` real,
	`denominator_label` text,
	`stated` text,
	`remark` text,
	`document` text NOT NULL,
	`clause` text,
	`position` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`code`, `label`),
	CONSTRAINT "figures_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "figures_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "figures_label" CHECK(length("label") BETWEEN 1 AND 200 AND trim("label") = "label"),
	CONSTRAINT "figures_value" CHECK("value" BETWEEN -1000000000000 AND 1000000000000),
	CONSTRAINT "figures_measure" CHECK(length("measure") BETWEEN 1 AND 20 AND trim("measure") = "measure"),
	CONSTRAINT "figures_denominator" CHECK("denominator" > 0 AND "denominator" <= 1000000000000),
	CONSTRAINT "figures_denominator_label" CHECK(length("denominator_label") BETWEEN 1 AND 200 AND trim("denominator_label") = "denominator_label"),
	CONSTRAINT "figures_stated" CHECK(length("stated") BETWEEN 1 AND 200 AND trim("stated") = "stated"),
	CONSTRAINT "figures_remark" CHECK(length("remark") BETWEEN 1 AND 1000 AND trim("remark") = "remark"),
	CONSTRAINT "figures_document" CHECK(length("document") BETWEEN 1 AND 200 AND trim("document") = "document"),
	CONSTRAINT "figures_clause" CHECK(length("clause") BETWEEN 1 AND 100 AND trim("clause") = "clause")
);
--> statement-breakpoint
CREATE TABLE `gates` (
	`code` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`applies` text NOT NULL,
	`at_least_level` text NOT NULL,
	`is_hard` integer NOT NULL,
	`document` text NOT NULL,
	`clause` text,
	`position` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "gates_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "gates_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "gates_applies" CHECK(length("applies") BETWEEN 1 AND 2000 AND trim("applies") = "applies"),
	CONSTRAINT "gates_at_least_level" CHECK(length("at_least_level") BETWEEN 1 AND 64 AND trim("at_least_level") = "at_least_level"),
	CONSTRAINT "gates_is_hard" CHECK("is_hard" IN (0, 1)),
	CONSTRAINT "gates_document" CHECK(length("document") BETWEEN 1 AND 200 AND trim("document") = "document"),
	CONSTRAINT "gates_clause" CHECK(length("clause") BETWEEN 1 AND 100 AND trim("clause") = "clause")
);
--> statement-breakpoint
CREATE TABLE `guards` (
	`ok` integer NOT NULL,
	CONSTRAINT "guards_ok" CHECK("ok" = CAST("ok" AS INTEGER) AND "ok" BETWEEN 1 AND 1)
);
--> statement-breakpoint
CREATE TABLE `horizons` (
	`code` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`due_on` text NOT NULL,
	`wording` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "horizons_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "horizons_title" CHECK(length("title") BETWEEN 1 AND 100 AND trim("title") = "title"),
	CONSTRAINT "horizons_due_on" CHECK("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("due_on") IS "due_on"),
	CONSTRAINT "horizons_wording" CHECK(length("wording") BETWEEN 1 AND 1000 AND trim("wording") = "wording")
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`user_id` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer NOT NULL,
	`headers` text NOT NULL,
	`body` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `key`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "idempotency_keys_key" CHECK(length("key") BETWEEN 1 AND 255),
	CONSTRAINT "idempotency_keys_request_hash" CHECK(length("request_hash") = 64 AND "request_hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "idempotency_keys_status" CHECK("status" = CAST("status" AS INTEGER) AND "status" BETWEEN 200 AND 599),
	CONSTRAINT "idempotency_keys_headers" CHECK(CASE WHEN json_valid("headers") THEN json_type("headers") = 'object' ELSE 0 END),
	CONSTRAINT "idempotency_keys_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_at` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`body` text NOT NULL,
	`created_at` text NOT NULL,
	`delivered_at` text,
	CONSTRAINT "outbox_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "outbox_topic" CHECK(length("topic") BETWEEN 1 AND 64 AND trim("topic") = "topic"),
	CONSTRAINT "outbox_body" CHECK(CASE WHEN json_valid("body") THEN json_type("body") = 'object' ELSE 0 END),
	CONSTRAINT "outbox_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "outbox_delivered_at" CHECK("delivered_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `outbox_delivered_at` ON `outbox` (`delivered_at`,`created_at`);--> statement-breakpoint
CREATE TABLE `policies` (
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`title` text NOT NULL,
	`year` integer NOT NULL,
	`document` text NOT NULL,
	`sha256` text,
	`holds_from` text,
	`published_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`code`, `version`),
	CONSTRAINT "policies_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "policies_version" CHECK("version" = CAST("version" AS INTEGER) AND "version" BETWEEN 1 AND 1000000),
	CONSTRAINT "policies_state" CHECK("state" IN ('draft', 'published', 'retired')),
	CONSTRAINT "policies_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "policies_year" CHECK("year" = CAST("year" AS INTEGER) AND "year" BETWEEN 1949 AND 9999),
	CONSTRAINT "policies_document" CHECK(CASE WHEN json_valid("document") THEN json_type("document") = 'object' ELSE 0 END),
	CONSTRAINT "policies_sha256" CHECK(length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "policies_holds_from" CHECK("holds_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("holds_from") IS "holds_from"),
	CONSTRAINT "policies_published_at" CHECK("published_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "policies_complete" CHECK("state" = 'draft' OR ("sha256" IS NOT NULL AND "holds_from" IS NOT NULL AND "published_at" IS NOT NULL)),
	CONSTRAINT "policies_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policies_one_draft` ON `policies` (`code`) WHERE "state" = 'draft';--> statement-breakpoint
CREATE TABLE `results` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`standard_code` text NOT NULL,
	`standard_version` integer NOT NULL,
	`is_accepted` integer NOT NULL,
	`score_hundredths` integer,
	`level` text,
	`badges` text DEFAULT '[]' NOT NULL,
	`vetoes` text DEFAULT '[]' NOT NULL,
	`rank` integer,
	`record` text NOT NULL,
	`gates` text DEFAULT '[]' NOT NULL,
	`decided_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cycle_id`,`standard_code`,`standard_version`) REFERENCES `cycle_standards`(`cycle_id`,`standard_code`,`standard_version`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "results_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "results_is_accepted" CHECK("is_accepted" IN (0, 1)),
	CONSTRAINT "results_score_hundredths" CHECK("score_hundredths" = CAST("score_hundredths" AS INTEGER) AND "score_hundredths" BETWEEN 0 AND 10000000000000),
	CONSTRAINT "results_accepted_has_score" CHECK("is_accepted" = 0 OR "score_hundredths" IS NOT NULL),
	CONSTRAINT "results_level" CHECK(length("level") BETWEEN 1 AND 64 AND trim("level") = "level"),
	CONSTRAINT "results_badges" CHECK(CASE WHEN json_valid("badges") THEN json_type("badges") = 'array' ELSE 0 END),
	CONSTRAINT "results_vetoes" CHECK(CASE WHEN json_valid("vetoes") THEN json_type("vetoes") = 'array' ELSE 0 END),
	CONSTRAINT "results_rank" CHECK("rank" = CAST("rank" AS INTEGER) AND "rank" BETWEEN 1 AND 1000000),
	CONSTRAINT "results_record" CHECK(CASE WHEN json_valid("record") THEN json_type("record") = 'object' ELSE 0 END),
	CONSTRAINT "results_gates" CHECK(CASE WHEN json_valid("gates") THEN json_type("gates") = 'array' ELSE 0 END),
	CONSTRAINT "results_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "results_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE INDEX `results_unit` ON `results` (`unit_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `results_once` ON `results` (`cycle_id`,`unit_id`,`standard_code`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`ended_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sessions_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "sessions_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "sessions_expires_at" CHECK("expires_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND "expires_at" > "created_at"),
	CONSTRAINT "sessions_ended_at" CHECK("ended_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expires_at` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `standards` (
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`title` text NOT NULL,
	`subject` text NOT NULL,
	`document` text NOT NULL,
	`sha256` text,
	`holds_from` text,
	`published_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`code`, `version`),
	CONSTRAINT "standards_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "standards_version" CHECK("version" = CAST("version" AS INTEGER) AND "version" BETWEEN 1 AND 1000000),
	CONSTRAINT "standards_state" CHECK("state" IN ('draft', 'published', 'retired')),
	CONSTRAINT "standards_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "standards_subject" CHECK("subject" IN ('unit', 'belt', 'entity', 'committee')),
	CONSTRAINT "standards_document" CHECK(CASE WHEN json_valid("document") THEN json_type("document") = 'object' ELSE 0 END),
	CONSTRAINT "standards_sha256" CHECK(length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "standards_holds_from" CHECK("holds_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("holds_from") IS "holds_from"),
	CONSTRAINT "standards_published_at" CHECK("published_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "standards_complete" CHECK("state" = 'draft' OR ("sha256" IS NOT NULL AND "holds_from" IS NOT NULL AND "published_at" IS NOT NULL)),
	CONSTRAINT "standards_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `standards_one_draft` ON `standards` (`code`) WHERE "state" = 'draft';--> statement-breakpoint
CREATE TABLE `targets` (
	`id` text PRIMARY KEY NOT NULL,
	`horizon` text,
	`subject` text NOT NULL,
	`by_kind` text NOT NULL,
	`key` text DEFAULT '' NOT NULL,
	`label` text NOT NULL,
	`count` integer,
	`is_about` integer DEFAULT false NOT NULL,
	`document` text NOT NULL,
	`clause` text,
	`position` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`horizon`) REFERENCES `horizons`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "targets_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "targets_subject" CHECK("subject" IN ('belt', 'unit', 'demonstration')),
	CONSTRAINT "targets_by_kind" CHECK("by_kind" IN ('tenant', 'township', 'trade', 'category', 'county')),
	CONSTRAINT "targets_key" CHECK(("by_kind" = 'tenant') = ("key" = '')),
	CONSTRAINT "targets_label" CHECK(length("label") BETWEEN 1 AND 200 AND trim("label") = "label"),
	CONSTRAINT "targets_count" CHECK("count" = CAST("count" AS INTEGER) AND "count" BETWEEN 0 AND 1000000),
	CONSTRAINT "targets_is_about" CHECK("is_about" IN (0, 1)),
	CONSTRAINT "targets_document" CHECK(length("document") BETWEEN 1 AND 200 AND trim("document") = "document"),
	CONSTRAINT "targets_clause" CHECK(length("clause") BETWEEN 1 AND 100 AND trim("clause") = "clause")
);
--> statement-breakpoint
CREATE TABLE `tenant` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`state` text DEFAULT 'active' NOT NULL,
	`settings` text DEFAULT '{}' NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "tenant_one_row" CHECK("id" = CAST("id" AS INTEGER) AND "id" BETWEEN 1 AND 1),
	CONSTRAINT "tenant_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9-]*' AND length("code") BETWEEN 3 AND 32 AND "code" NOT IN ('platform', 'control', 'api')),
	CONSTRAINT "tenant_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "tenant_kind" CHECK("kind" IN ('city', 'county', 'zone')),
	CONSTRAINT "tenant_parent" CHECK("parent" GLOB '[a-z]*' AND "parent" NOT GLOB '*[^a-z0-9-]*' AND length("parent") BETWEEN 3 AND 32 AND "parent" NOT IN ('platform', 'control', 'api')),
	CONSTRAINT "tenant_state" CHECK("state" IN ('active', 'suspended')),
	CONSTRAINT "tenant_settings" CHECK(CASE WHEN json_valid("settings") THEN json_type("settings") = 'object' ELSE 0 END),
	CONSTRAINT "tenant_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE TABLE `units` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`short_name` text,
	`kind` text NOT NULL,
	`field` text,
	`parent_id` text,
	`township_id` text,
	`trade_id` text,
	`belt_id` text,
	`belt_position` integer,
	`demonstration` integer DEFAULT false NOT NULL,
	`category` text,
	`facts` text DEFAULT '{}' NOT NULL,
	`closed_on` text,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`parent_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`township_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`trade_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`belt_id`) REFERENCES `belts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`category`) REFERENCES `categories`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "units_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "units_code" CHECK("code" GLOB '[A-Za-z0-9]*' AND "code" NOT GLOB '*[^A-Za-z0-9._-]*' AND length("code") <= 64),
	CONSTRAINT "units_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "units_short_name" CHECK(length("short_name") BETWEEN 1 AND 30 AND trim("short_name") = "short_name"),
	CONSTRAINT "units_short_name_needed" CHECK("kind" NOT IN ('township', 'industry') OR "short_name" IS NOT NULL),
	CONSTRAINT "units_kind" CHECK("kind" IN ('committee', 'township', 'industry', 'general-branch', 'branch')),
	CONSTRAINT "units_field" CHECK("field" IN ('enterprise', 'social', 'village', 'community', 'market', 'e-commerce', 'office')),
	CONSTRAINT "units_parent" CHECK("parent_id" <> "id"),
	CONSTRAINT "units_belt_position" CHECK("belt_position" IS NULL OR ("belt_id" IS NOT NULL AND "belt_position" = CAST("belt_position" AS INTEGER) AND "belt_position" BETWEEN 1 AND 1000000)),
	CONSTRAINT "units_demonstration" CHECK("demonstration" IN (0, 1)),
	CONSTRAINT "units_facts" CHECK(CASE WHEN json_valid("facts") THEN json_type("facts") = 'object' ELSE 0 END),
	CONSTRAINT "units_closed_on" CHECK("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("closed_on") IS "closed_on"),
	CONSTRAINT "units_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "units_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `units_code_unique` ON `units` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `units_short_name` ON `units` (`short_name`) WHERE "kind" IN ('township', 'industry') AND "closed_on" IS NULL;--> statement-breakpoint
CREATE INDEX `units_parent` ON `units` (`parent_id`);--> statement-breakpoint
CREATE INDEX `units_township` ON `units` (`township_id`);--> statement-breakpoint
CREATE INDEX `units_trade` ON `units` (`trade_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `units_belt_position` ON `units` (`belt_id`,`belt_position`);--> statement-breakpoint
CREATE TABLE `user_roles` (
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`scope_kind` text NOT NULL,
	`scope_id` text NOT NULL,
	PRIMARY KEY(`user_id`, `role`, `scope_kind`, `scope_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_roles_role" CHECK("role" IN ('admin', 'assessor', 'department', 'township', 'secretary', 'preparer', 'approver', 'cashier', 'viewer')),
	CONSTRAINT "user_roles_scope_kind" CHECK("scope_kind" IN ('tenant', 'unit', 'trade', 'department')),
	CONSTRAINT "user_roles_scope_id" CHECK(length("scope_id") BETWEEN 1 AND 64 AND trim("scope_id") = "scope_id")
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`disabled_at` text,
	`last_sign_in_at` text,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "users_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "users_username" CHECK(length("username") BETWEEN 1 AND 64 AND trim("username") = "username"),
	CONSTRAINT "users_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "users_password_hash" CHECK(length("password_hash") BETWEEN 1 AND 500 AND trim("password_hash") = "password_hash"),
	CONSTRAINT "users_disabled_at" CHECK("disabled_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "users_last_sign_in_at" CHECK("last_sign_in_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "users_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "users_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_username_unique` ON `users` (`username`);