CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`period` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer,
	`cursor` text DEFAULT '{}' NOT NULL,
	`input` text DEFAULT '{}' NOT NULL,
	`error` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`started_by` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`started_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "jobs_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "jobs_name" CHECK(length("name") BETWEEN 1 AND 64 AND trim("name") = "name"),
	CONSTRAINT "jobs_period" CHECK(length("period") BETWEEN 1 AND 200 AND trim("period") = "period"),
	CONSTRAINT "jobs_state" CHECK("state" IN ('waiting', 'running', 'done', 'failed')),
	CONSTRAINT "jobs_done" CHECK("done" = CAST("done" AS INTEGER) AND "done" BETWEEN 0 AND 1000000000000),
	CONSTRAINT "jobs_total" CHECK("total" = CAST("total" AS INTEGER) AND "total" BETWEEN 0 AND 1000000000000),
	CONSTRAINT "jobs_cursor" CHECK(CASE WHEN json_valid("cursor") THEN json_type("cursor") = 'object' ELSE 0 END),
	CONSTRAINT "jobs_input" CHECK(CASE WHEN json_valid("input") THEN json_type("input") = 'object' ELSE 0 END),
	CONSTRAINT "jobs_error" CHECK(length("error") BETWEEN 1 AND 500 AND trim("error") = "error"),
	CONSTRAINT "jobs_attempts" CHECK("attempts" = CAST("attempts" AS INTEGER) AND "attempts" BETWEEN 0 AND 100),
	CONSTRAINT "jobs_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "jobs_updated_at" CHECK("updated_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "jobs_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE INDEX `jobs_open` ON `jobs` (`updated_at`) WHERE "state" IN ('waiting', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_once` ON `jobs` (`name`,`period`);