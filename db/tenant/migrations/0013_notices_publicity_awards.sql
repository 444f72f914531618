CREATE TABLE `awards` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text NOT NULL,
	`standard_code` text NOT NULL,
	`cause` text NOT NULL,
	`level` text,
	`level_title` text,
	`from_on` text NOT NULL,
	`until_on` text,
	`result_id` text,
	`reason` text,
	`decided_by` text,
	`decided_at` text NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_id`) REFERENCES `results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "awards_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "awards_standard_code" CHECK("standard_code" GLOB '[a-z]*' AND "standard_code" NOT GLOB '*[^a-z0-9_-]*' AND length("standard_code") <= 64),
	CONSTRAINT "awards_cause" CHECK("cause" IN ('granted', 'renewed', 'promoted', 'downgraded', 'withdrawn', 'expired')),
	CONSTRAINT "awards_level" CHECK(length("level") BETWEEN 1 AND 64 AND trim("level") = "level"),
	CONSTRAINT "awards_level_title" CHECK(length("level_title") BETWEEN 1 AND 200 AND trim("level_title") = "level_title" AND ("level" IS NULL) = ("level_title" IS NULL)),
	CONSTRAINT "awards_ends" CHECK(("cause" IN ('withdrawn', 'expired')) = ("level" IS NULL)),
	CONSTRAINT "awards_from_on" CHECK("from_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("from_on") IS "from_on"),
	CONSTRAINT "awards_until_on" CHECK("until_on" IS NULL OR ("until_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("until_on") IS "until_on" AND "until_on" >= "from_on" AND "level" IS NOT NULL)),
	CONSTRAINT "awards_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "awards_withdrawn_with_reason" CHECK("cause" <> 'withdrawn' OR "reason" IS NOT NULL),
	CONSTRAINT "awards_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `awards_unit` ON `awards` (`unit_id`,`standard_code`,`from_on`);--> statement-breakpoint
CREATE INDEX `awards_until_on` ON `awards` (`until_on`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`lines` text DEFAULT '[]' NOT NULL,
	`link` text,
	`read_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "inbox_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "inbox_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "inbox_kind" CHECK("kind" GLOB '[a-z]*' AND "kind" NOT GLOB '*[^a-z0-9_-]*' AND length("kind") <= 64),
	CONSTRAINT "inbox_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "inbox_lines" CHECK(CASE WHEN json_valid("lines") THEN json_type("lines") = 'array' ELSE 0 END),
	CONSTRAINT "inbox_link" CHECK("link" GLOB '/*' AND length("link") <= 200),
	CONSTRAINT "inbox_read_at" CHECK("read_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `inbox_user` ON `inbox` (`user_id`,`at`);--> statement-breakpoint
CREATE INDEX `inbox_unread` ON `inbox` (`user_id`) WHERE "read_at" IS NULL;--> statement-breakpoint
CREATE TABLE `objections` (
	`id` text PRIMARY KEY NOT NULL,
	`publicity_id` text NOT NULL,
	`result_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`source` text NOT NULL,
	`text` text NOT NULL,
	`raised_by` text NOT NULL,
	`raised_at` text NOT NULL,
	`due_on` text NOT NULL,
	`is_upheld` integer,
	`answer` text,
	`answered_by` text,
	`answered_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`publicity_id`) REFERENCES `publicities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_id`) REFERENCES `results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`raised_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "objections_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "objections_source" CHECK("source" IN ('unit', 'outside')),
	CONSTRAINT "objections_text" CHECK(length("text") BETWEEN 1 AND 2000 AND trim("text") = "text"),
	CONSTRAINT "objections_raised_at" CHECK("raised_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "objections_due_on" CHECK("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("due_on") IS "due_on"),
	CONSTRAINT "objections_is_upheld" CHECK("is_upheld" IN (0, 1)),
	CONSTRAINT "objections_answer" CHECK(length("answer") BETWEEN 1 AND 2000 AND trim("answer") = "answer"),
	CONSTRAINT "objections_answered_at" CHECK("answered_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "objections_answered" CHECK(("answer" IS NULL) = ("is_upheld" IS NULL) AND ("answer" IS NULL) = ("answered_at" IS NULL) AND ("answer" IS NULL) = ("answered_by" IS NULL)),
	CONSTRAINT "objections_by_another" CHECK("answered_by" <> "raised_by"),
	CONSTRAINT "objections_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE INDEX `objections_publicity` ON `objections` (`publicity_id`);--> statement-breakpoint
CREATE INDEX `objections_result` ON `objections` (`result_id`);--> statement-breakpoint
CREATE INDEX `objections_due_on` ON `objections` (`due_on`) WHERE "answered_at" IS NULL;--> statement-breakpoint
CREATE TABLE `publicities` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`starts_on` text NOT NULL,
	`until_on` text NOT NULL,
	`days` integer NOT NULL,
	`term_months` integer,
	`started_by` text NOT NULL,
	`started_at` text NOT NULL,
	`closed_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`cycle_id`) REFERENCES `cycles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`started_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "publicities_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "publicities_starts_on" CHECK("starts_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("starts_on") IS "starts_on"),
	CONSTRAINT "publicities_until_on" CHECK("until_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("until_on") IS "until_on" AND "until_on" >= "starts_on"),
	CONSTRAINT "publicities_days" CHECK("days" = CAST("days" AS INTEGER) AND "days" BETWEEN 1 AND 60),
	CONSTRAINT "publicities_term_months" CHECK("term_months" = CAST("term_months" AS INTEGER) AND "term_months" BETWEEN 1 AND 120),
	CONSTRAINT "publicities_started_at" CHECK("started_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "publicities_closed_at" CHECK("closed_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "publicities_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publicities_cycle_id_unique` ON `publicities` (`cycle_id`);--> statement-breakpoint
CREATE INDEX `publicities_started_at` ON `publicities` (`started_at`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`webhook_id` text NOT NULL,
	`topic` text NOT NULL,
	`text` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`tries` text DEFAULT '[]' NOT NULL,
	`next_at` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "webhook_deliveries_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "webhook_deliveries_topic" CHECK(length("topic") BETWEEN 1 AND 200 AND trim("topic") = "topic"),
	CONSTRAINT "webhook_deliveries_text" CHECK(length("text") BETWEEN 1 AND 2000 AND trim("text") = "text"),
	CONSTRAINT "webhook_deliveries_state" CHECK("state" IN ('waiting', 'delivered', 'failed')),
	CONSTRAINT "webhook_deliveries_attempts" CHECK("attempts" = CAST("attempts" AS INTEGER) AND "attempts" BETWEEN 0 AND 100),
	CONSTRAINT "webhook_deliveries_tries" CHECK(CASE WHEN json_valid("tries") THEN json_type("tries") = 'array' ELSE 0 END),
	CONSTRAINT "webhook_deliveries_next_at" CHECK("next_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND ("state" = 'waiting') = ("next_at" IS NOT NULL)),
	CONSTRAINT "webhook_deliveries_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`next_at`) WHERE "state" = 'waiting';--> statement-breakpoint
CREATE INDEX `webhook_deliveries_created_at` ON `webhook_deliveries` (`webhook_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_once` ON `webhook_deliveries` (`webhook_id`,`topic`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`host` text NOT NULL,
	`hint` text NOT NULL,
	`is_signed` integer NOT NULL,
	`sealed` text NOT NULL,
	`is_enabled` integer NOT NULL,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "webhooks_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "webhooks_title" CHECK(length("title") BETWEEN 1 AND 50 AND trim("title") = "title"),
	CONSTRAINT "webhooks_kind" CHECK("kind" IN ('dingtalk', 'wecom')),
	CONSTRAINT "webhooks_host" CHECK(length("host") BETWEEN 1 AND 255 AND trim("host") = "host"),
	CONSTRAINT "webhooks_hint" CHECK(length("hint") BETWEEN 1 AND 8 AND trim("hint") = "hint"),
	CONSTRAINT "webhooks_is_signed" CHECK("is_signed" IN (0, 1)),
	CONSTRAINT "webhooks_sealed" CHECK(length("sealed") BETWEEN 1 AND 4000 AND trim("sealed") = "sealed"),
	CONSTRAINT "webhooks_is_enabled" CHECK("is_enabled" IN (0, 1)),
	CONSTRAINT "webhooks_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "webhooks_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
