CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text NOT NULL,
	`sha256` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer,
	`height` integer,
	`name` text NOT NULL,
	`note` text,
	`valid_until` text,
	`replaces` text,
	`uploaded_by` text NOT NULL,
	`at` text NOT NULL,
	`picture_hash` text,
	`compared_at` text,
	`removed_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replaces`) REFERENCES `evidence`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`uploaded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evidence_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "evidence_sha256_form" CHECK(length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "evidence_type" CHECK("type" IN ('jpeg', 'png', 'webp', 'pdf', 'docx', 'xlsx', 'pptx', 'doc', 'xls')),
	CONSTRAINT "evidence_bytes" CHECK("bytes" = CAST("bytes" AS INTEGER) AND "bytes" BETWEEN 1 AND 10485824),
	CONSTRAINT "evidence_sides" CHECK(("width" IS NULL) = ("height" IS NULL) AND "width" * "height" <= 50000000),
	CONSTRAINT "evidence_name" CHECK(length("name") BETWEEN 1 AND 200 AND trim("name") = "name"),
	CONSTRAINT "evidence_note" CHECK(length("note") BETWEEN 1 AND 500 AND trim("note") = "note"),
	CONSTRAINT "evidence_valid_until" CHECK("valid_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("valid_until") IS "valid_until"),
	CONSTRAINT "evidence_replaces" CHECK("replaces" <> "id"),
	CONSTRAINT "evidence_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "evidence_picture_hash" CHECK(length("picture_hash") = 16 AND "picture_hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "evidence_compared_at" CHECK("compared_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "evidence_removed_at" CHECK("removed_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "evidence_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_once` ON `evidence` (`unit_id`,`sha256`) WHERE "removed_at" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_replaced_once` ON `evidence` (`replaces`) WHERE "removed_at" IS NULL;--> statement-breakpoint
CREATE INDEX `evidence_unit` ON `evidence` (`unit_id`,`id`);--> statement-breakpoint
CREATE INDEX `evidence_sha256` ON `evidence` (`sha256`);--> statement-breakpoint
CREATE INDEX `evidence_kept` ON `evidence` (`bytes`) WHERE "removed_at" IS NULL;--> statement-breakpoint
CREATE TABLE `evidence_likenesses` (
	`evidence_id` text NOT NULL,
	`other_id` text NOT NULL,
	`kind` text NOT NULL,
	`bits` integer NOT NULL,
	PRIMARY KEY(`evidence_id`, `other_id`),
	FOREIGN KEY (`evidence_id`) REFERENCES `evidence`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_id`) REFERENCES `evidence`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evidence_likenesses_others" CHECK("other_id" <> "evidence_id"),
	CONSTRAINT "evidence_likenesses_kind" CHECK("kind" IN ('same', 'near')),
	CONSTRAINT "evidence_likenesses_bits" CHECK("bits" = CAST("bits" AS INTEGER) AND "bits" BETWEEN 0 AND 64)
);
--> statement-breakpoint
CREATE TABLE `evidence_sweeps` (
	`day` text PRIMARY KEY NOT NULL,
	`objects` integer NOT NULL,
	`orphans` integer NOT NULL,
	`missing` integer NOT NULL,
	`ended_at` text,
	CONSTRAINT "evidence_sweeps_day" CHECK("day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("day") IS "day"),
	CONSTRAINT "evidence_sweeps_objects" CHECK("objects" = CAST("objects" AS INTEGER) AND "objects" BETWEEN 0 AND 1000000000000),
	CONSTRAINT "evidence_sweeps_orphans" CHECK("orphans" = CAST("orphans" AS INTEGER) AND "orphans" BETWEEN 0 AND 1000000000000),
	CONSTRAINT "evidence_sweeps_missing" CHECK("missing" = CAST("missing" AS INTEGER) AND "missing" BETWEEN 0 AND 1000000000000),
	CONSTRAINT "evidence_sweeps_ended_at" CHECK("ended_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `evidence_uses` (
	`id` text PRIMARY KEY NOT NULL,
	`assessment_id` text NOT NULL,
	`item` text NOT NULL,
	`evidence_id` text NOT NULL,
	`used_by` text NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`evidence_id`) REFERENCES `evidence`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`used_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evidence_uses_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "evidence_uses_item" CHECK(length("item") BETWEEN 1 AND 64 AND trim("item") = "item"),
	CONSTRAINT "evidence_uses_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `evidence_uses_evidence` ON `evidence_uses` (`evidence_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_uses_once` ON `evidence_uses` (`assessment_id`,`item`,`evidence_id`);