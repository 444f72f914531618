-- Nothing refers to signups, and nobody has written one before this step; what is there is kept, with secrets that
-- nobody knows.
CREATE TABLE `__new_signups` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`contact_name` text NOT NULL,
	`contact_phone` text NOT NULL,
	`credit_code` text NOT NULL,
	`template` text NOT NULL,
	`decision` text,
	`reason` text,
	`created_at` text NOT NULL,
	`decided_at` text,
	`decided_by` text,
	`secret_hash` text NOT NULL,
	`repeat_hash` text,
	`invitation_hash` text NOT NULL,
	`invitation_expires_at` text,
	`invitation_used_at` text,
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
	CONSTRAINT "signups_decision" CHECK("decision" IN ('approve', 'refuse')),
	CONSTRAINT "signups_reason" CHECK(length("reason") BETWEEN 1 AND 1000 AND trim("reason") = "reason"),
	CONSTRAINT "signups_refused_with_reason" CHECK("decision" IS NOT 'refuse' OR "reason" IS NOT NULL),
	CONSTRAINT "signups_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "signups_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "signups_decided" CHECK(("decision" IS NULL) = ("decided_at" IS NULL)),
	CONSTRAINT "signups_secret_hash" CHECK(length("secret_hash") = 64 AND "secret_hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "signups_repeat_hash" CHECK(length("repeat_hash") = 64 AND "repeat_hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "signups_invitation_hash" CHECK(length("invitation_hash") = 64 AND "invitation_hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "signups_invitation_expires_at" CHECK("invitation_expires_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "signups_invitation_used_at" CHECK("invitation_used_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "signups_invited" CHECK("invitation_expires_at" IS NULL OR "decision" IS 'approve'),
	CONSTRAINT "signups_used" CHECK("invitation_used_at" IS NULL OR "invitation_expires_at" IS NOT NULL),
	CONSTRAINT "signups_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
INSERT INTO `__new_signups`("id", "code", "name", "kind", "parent", "contact_name", "contact_phone", "credit_code", "template", "decision", "reason", "created_at", "decided_at", "decided_by", "secret_hash", "repeat_hash", "invitation_hash", "invitation_expires_at", "invitation_used_at", "revision") SELECT "id", "code", "name", "kind", "parent", "contact_name", "contact_phone", "credit_code", coalesce("template", 'empty'), CASE "state" WHEN 'approved' THEN 'approve' WHEN 'refused' THEN 'refuse' END, CASE WHEN "state" = 'refused' THEN coalesce("reason", '未写明') ELSE "reason" END, "created_at", "decided_at", "decided_by", lower(hex(randomblob(32))), NULL, lower(hex(randomblob(32))), NULL, NULL, "revision" FROM `signups`;--> statement-breakpoint
DROP TABLE `signups`;--> statement-breakpoint
ALTER TABLE `__new_signups` RENAME TO `signups`;--> statement-breakpoint
CREATE UNIQUE INDEX `signups_secret_hash_unique` ON `signups` (`secret_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `signups_repeat_hash_unique` ON `signups` (`repeat_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `signups_invitation_hash_unique` ON `signups` (`invitation_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `signups_one_open` ON `signups` (`code`) WHERE "decision" IS NULL OR "decision" = 'approve';--> statement-breakpoint
CREATE INDEX `signups_decision` ON `signups` (`decision`,`id`);