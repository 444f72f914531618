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
	FOREIGN KEY (`actor_id`) REFERENCES `operators`(`id`) ON UPDATE no action ON DELETE no action,
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
CREATE TABLE `guards` (
	`ok` integer NOT NULL,
	CONSTRAINT "guards_ok" CHECK("ok" = CAST("ok" AS INTEGER) AND "ok" BETWEEN 1 AND 1)
);
--> statement-breakpoint
CREATE TABLE `operator_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`operator_id` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`ended_at` text,
	FOREIGN KEY (`operator_id`) REFERENCES `operators`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "operator_sessions_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "operator_sessions_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "operator_sessions_expires_at" CHECK("expires_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND "expires_at" > "created_at"),
	CONSTRAINT "operator_sessions_ended_at" CHECK("ended_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `operator_sessions_operator` ON `operator_sessions` (`operator_id`);--> statement-breakpoint
CREATE TABLE `operators` (
	`id` text PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`disabled_at` text,
	`last_sign_in_at` text,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "operators_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "operators_username" CHECK(length("username") BETWEEN 1 AND 64 AND trim("username") = "username"),
	CONSTRAINT "operators_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "operators_password_hash" CHECK(length("password_hash") BETWEEN 1 AND 500 AND trim("password_hash") = "password_hash"),
	CONSTRAINT "operators_disabled_at" CHECK("disabled_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "operators_last_sign_in_at" CHECK("last_sign_in_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "operators_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "operators_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `operators_username_unique` ON `operators` (`username`);--> statement-breakpoint
CREATE TABLE `schema_versions` (
	`namespace` text NOT NULL,
	`version` text NOT NULL,
	`reached_at` text NOT NULL,
	PRIMARY KEY(`namespace`, `version`),
	CONSTRAINT "schema_versions_reached_at" CHECK("reached_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `signups` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`contact_name` text NOT NULL,
	`contact_phone` text NOT NULL,
	`credit_code` text NOT NULL,
	`template` text,
	`state` text DEFAULT 'pending' NOT NULL,
	`reason` text,
	`created_at` text NOT NULL,
	`decided_at` text,
	`decided_by` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`decided_by`) REFERENCES `operators`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "signups_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "signups_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9-]*' AND length("code") BETWEEN 3 AND 32 AND "code" NOT IN ('platform', 'control', 'api')),
	CONSTRAINT "signups_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "signups_kind" CHECK("kind" IN ('city', 'county', 'zone')),
	CONSTRAINT "signups_parent" CHECK("parent" GLOB '[a-z]*' AND "parent" NOT GLOB '*[^a-z0-9-]*' AND length("parent") BETWEEN 3 AND 32 AND "parent" NOT IN ('platform', 'control', 'api')),
	CONSTRAINT "signups_contact_name" CHECK(length("contact_name") BETWEEN 1 AND 100 AND trim("contact_name") = "contact_name"),
	CONSTRAINT "signups_contact_phone" CHECK(length("contact_phone") BETWEEN 1 AND 40 AND trim("contact_phone") = "contact_phone"),
	CONSTRAINT "signups_credit_code" CHECK(length("credit_code") = 18 AND "credit_code" NOT GLOB '*[^0-9A-Z]*'),
	CONSTRAINT "signups_template" CHECK(length("template") BETWEEN 1 AND 64 AND trim("template") = "template"),
	CONSTRAINT "signups_state" CHECK("state" IN ('pending', 'approved', 'refused')),
	CONSTRAINT "signups_reason" CHECK(length("reason") BETWEEN 1 AND 1000 AND trim("reason") = "reason"),
	CONSTRAINT "signups_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "signups_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "signups_decided" CHECK(("state" = 'pending') = ("decided_at" IS NULL)),
	CONSTRAINT "signups_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signups_one_open` ON `signups` (`code`) WHERE "state" = 'pending';--> statement-breakpoint
CREATE INDEX `signups_state` ON `signups` (`state`,`created_at`);--> statement-breakpoint
CREATE TABLE `tenants` (
	`code` text PRIMARY KEY NOT NULL,
	`namespace` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`state` text DEFAULT 'provisioning' NOT NULL,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`parent`) REFERENCES `tenants`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "tenants_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9-]*' AND length("code") BETWEEN 3 AND 32 AND "code" NOT IN ('platform', 'control', 'api')),
	CONSTRAINT "tenants_namespace" CHECK("namespace" = 't-' || "code"),
	CONSTRAINT "tenants_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "tenants_kind" CHECK("kind" IN ('city', 'county', 'zone')),
	CONSTRAINT "tenants_parent" CHECK("parent" <> "code"),
	CONSTRAINT "tenants_state" CHECK("state" IN ('provisioning', 'active', 'suspended')),
	CONSTRAINT "tenants_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "tenants_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tenants_namespace_unique` ON `tenants` (`namespace`);