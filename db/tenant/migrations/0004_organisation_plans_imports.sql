CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person` text NOT NULL,
	`office` text,
	`user_id` text,
	`unit_id` text,
	`belt_id` text,
	`entity_id` text,
	`from_on` text NOT NULL,
	`until_on` text,
	`due_on` text,
	`count` integer,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`belt_id`) REFERENCES `belts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assignments_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "assignments_kind" CHECK("kind" IN ('liaison', 'area', 'entity')),
	CONSTRAINT "assignments_person" CHECK(length("person") BETWEEN 1 AND 50 AND trim("person") = "person"),
	CONSTRAINT "assignments_office" CHECK(length("office") BETWEEN 1 AND 50 AND trim("office") = "office"),
	CONSTRAINT "assignments_one_thing" CHECK(("unit_id" IS NOT NULL) + ("belt_id" IS NOT NULL) + ("entity_id" IS NOT NULL) = 1),
	CONSTRAINT "assignments_entity_kind" CHECK(("kind" = 'entity') = ("entity_id" IS NOT NULL)),
	CONSTRAINT "assignments_from_on" CHECK("from_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("from_on") IS "from_on"),
	CONSTRAINT "assignments_until_on" CHECK("until_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("until_on") IS "until_on" AND "until_on" >= "from_on"),
	CONSTRAINT "assignments_due_on" CHECK("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("due_on") IS "due_on"),
	CONSTRAINT "assignments_count" CHECK("count" = CAST("count" AS INTEGER) AND "count" BETWEEN 0 AND 1000000),
	CONSTRAINT "assignments_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_one_leader_a_point` ON `assignments` (`unit_id`) WHERE "kind" = 'liaison' AND "unit_id" IS NOT NULL AND "until_on" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_one_point_a_leader` ON `assignments` (`person`) WHERE "kind" = 'liaison' AND "unit_id" IS NOT NULL AND "until_on" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_one_leader_a_belt` ON `assignments` (`belt_id`) WHERE "kind" = 'liaison' AND "belt_id" IS NOT NULL AND "until_on" IS NULL;--> statement-breakpoint
CREATE INDEX `assignments_entity` ON `assignments` (`entity_id`);--> statement-breakpoint
CREATE TABLE `closings` (
	`unit_id` text PRIMARY KEY NOT NULL,
	`closed_on` text NOT NULL,
	`reason` text NOT NULL,
	`into_id` text,
	`decided_by` text NOT NULL,
	`decided_at` text NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`into_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "closings_closed_on" CHECK("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("closed_on") IS "closed_on"),
	CONSTRAINT "closings_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "closings_into_id" CHECK("into_id" <> "unit_id"),
	CONSTRAINT "closings_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `coverages` (
	`id` text PRIMARY KEY NOT NULL,
	`entity_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`mode` text NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "coverages_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "coverages_mode" CHECK("mode" IN ('single', 'area', 'trade', 'attached', 'village-enterprise', 'building')),
	CONSTRAINT "coverages_from_on" CHECK("from_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("from_on") IS "from_on"),
	CONSTRAINT "coverages_until_on" CHECK("until_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("until_on") IS "until_on" AND "until_on" >= "from_on"),
	CONSTRAINT "coverages_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coverages_once` ON `coverages` (`entity_id`,`unit_id`) WHERE "until_on" IS NULL;--> statement-breakpoint
CREATE INDEX `coverages_unit` ON `coverages` (`unit_id`);--> statement-breakpoint
CREATE INDEX `coverages_entity` ON `coverages` (`entity_id`);--> statement-breakpoint
CREATE TABLE `entities` (
	`id` text PRIMARY KEY NOT NULL,
	`credit_code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`township_id` text,
	`trade_id` text,
	`is_operating` integer,
	`full_members` integer,
	`facts` text DEFAULT '{}' NOT NULL,
	`established_on` text,
	`closed_on` text,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`township_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`trade_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entities_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "entities_credit_code" CHECK(length("credit_code") = 18 AND "credit_code" NOT GLOB '*[^0-9A-Z]*'),
	CONSTRAINT "entities_name" CHECK(length("name") BETWEEN 1 AND 100 AND trim("name") = "name"),
	CONSTRAINT "entities_kind" CHECK("kind" IN ('enterprise', 'social')),
	CONSTRAINT "entities_is_operating" CHECK("is_operating" IN (0, 1)),
	CONSTRAINT "entities_full_members" CHECK("full_members" = CAST("full_members" AS INTEGER) AND "full_members" BETWEEN 0 AND 1000000),
	CONSTRAINT "entities_facts" CHECK(CASE WHEN json_valid("facts") THEN json_type("facts") = 'object' ELSE 0 END),
	CONSTRAINT "entities_established_on" CHECK("established_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("established_on") IS "established_on"),
	CONSTRAINT "entities_closed_on" CHECK("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("closed_on") IS "closed_on"),
	CONSTRAINT "entities_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "entities_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entities_credit_code_unique` ON `entities` (`credit_code`);--> statement-breakpoint
CREATE INDEX `entities_township` ON `entities` (`township_id`);--> statement-breakpoint
CREATE INDEX `entities_trade` ON `entities` (`trade_id`);--> statement-breakpoint
CREATE TABLE `entity_standings` (
	`entity_id` text NOT NULL,
	`until_on` text NOT NULL,
	`name` text NOT NULL,
	`township_id` text,
	`trade_id` text,
	`is_operating` integer,
	`full_members` integer,
	`facts` text NOT NULL,
	PRIMARY KEY(`entity_id`, `until_on`),
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entity_standings_until_on" CHECK("until_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("until_on") IS "until_on"),
	CONSTRAINT "entity_standings_facts" CHECK(CASE WHEN json_valid("facts") THEN json_type("facts") = 'object' ELSE 0 END)
);
--> statement-breakpoint
CREATE TABLE `import_parts` (
	`import_id` text NOT NULL,
	`part` integer NOT NULL,
	`rows` text NOT NULL,
	PRIMARY KEY(`import_id`, `part`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "import_parts_rows" CHECK(CASE WHEN json_valid("rows") THEN json_type("rows") = 'array' ELSE 0 END)
);
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`of` text NOT NULL,
	`mode` text NOT NULL,
	`state` text NOT NULL,
	`sha256` text NOT NULL,
	`basis` text NOT NULL,
	`rows` integer NOT NULL,
	`added` integer NOT NULL,
	`updated` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`skipped` integer NOT NULL,
	`checked_by` text NOT NULL,
	`checked_at` text NOT NULL,
	`applied_at` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`checked_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "imports_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "imports_of" CHECK("of" IN ('units', 'entities')),
	CONSTRAINT "imports_mode" CHECK("mode" IN ('add', 'update', 'skip')),
	CONSTRAINT "imports_state" CHECK("state" IN ('checked', 'applied')),
	CONSTRAINT "imports_sha256" CHECK(length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "imports_basis" CHECK(length("basis") BETWEEN 1 AND 200 AND trim("basis") = "basis"),
	CONSTRAINT "imports_rows" CHECK("rows" = CAST("rows" AS INTEGER) AND "rows" BETWEEN 0 AND 20000),
	CONSTRAINT "imports_checked_at" CHECK("checked_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "imports_applied_at" CHECK("applied_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "imports_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE INDEX `imports_checked_by` ON `imports` (`checked_by`,`state`);--> statement-breakpoint
CREATE TABLE `plan_decisions` (
	`plan_id` text NOT NULL,
	`revision` integer NOT NULL,
	`decision` text NOT NULL,
	`reason` text,
	`decided_by` text NOT NULL,
	`decided_name` text NOT NULL,
	`decided_at` text NOT NULL,
	PRIMARY KEY(`plan_id`, `revision`),
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "plan_decisions_decision" CHECK("decision" IN ('submit', 'approve', 'return')),
	CONSTRAINT "plan_decisions_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "plan_decisions_decided_name" CHECK(length("decided_name") BETWEEN 1 AND 100 AND trim("decided_name") = "decided_name"),
	CONSTRAINT "plan_decisions_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `plan_pieces` (
	`year` integer NOT NULL,
	`piece` integer NOT NULL,
	`plan_id` text NOT NULL,
	PRIMARY KEY(`year`, `piece`, `plan_id`),
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `plan_pieces_plan` ON `plan_pieces` (`plan_id`);--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text NOT NULL,
	`year` integer NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`document` text NOT NULL,
	`progress` text DEFAULT '{}' NOT NULL,
	`created_at` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "plans_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "plans_year" CHECK("year" = CAST("year" AS INTEGER) AND "year" BETWEEN 1949 AND 9999),
	CONSTRAINT "plans_state" CHECK("state" IN ('draft', 'submitted', 'approved')),
	CONSTRAINT "plans_document" CHECK(CASE WHEN json_valid("document") THEN json_type("document") = 'object' ELSE 0 END),
	CONSTRAINT "plans_progress" CHECK(CASE WHEN json_valid("progress") THEN json_type("progress") = 'object' ELSE 0 END),
	CONSTRAINT "plans_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "plans_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000)
);
--> statement-breakpoint
CREATE INDEX `plans_year` ON `plans` (`year`,`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `plans_one_a_year` ON `plans` (`unit_id`,`year`);--> statement-breakpoint
CREATE TABLE `signage` (
	`belt_id` text NOT NULL,
	`kind` text NOT NULL,
	`unit_id` text DEFAULT '' NOT NULL,
	`installed_on` text NOT NULL,
	`remark` text,
	PRIMARY KEY(`belt_id`, `kind`, `unit_id`),
	FOREIGN KEY (`belt_id`) REFERENCES `belts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "signage_kind" CHECK("kind" IN ('entrance', 'exit', 'map', 'logo', 'plate')),
	CONSTRAINT "signage_unit_id" CHECK(("kind" = 'plate') = ("unit_id" <> '')),
	CONSTRAINT "signage_installed_on" CHECK("installed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("installed_on") IS "installed_on"),
	CONSTRAINT "signage_remark" CHECK(length("remark") BETWEEN 1 AND 200 AND trim("remark") = "remark")
);
--> statement-breakpoint
CREATE TABLE `unit_standings` (
	`unit_id` text NOT NULL,
	`until_on` text NOT NULL,
	`name` text NOT NULL,
	`short_name` text,
	`field` text,
	`parent_id` text,
	`township_id` text,
	`trade_id` text,
	`belt_id` text,
	`belt_position` integer,
	`demonstration` integer NOT NULL,
	`category` text,
	`facts` text NOT NULL,
	PRIMARY KEY(`unit_id`, `until_on`),
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "unit_standings_until_on" CHECK("until_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("until_on") IS "until_on"),
	CONSTRAINT "unit_standings_facts" CHECK(CASE WHEN json_valid("facts") THEN json_type("facts") = 'object' ELSE 0 END)
);
--> statement-breakpoint
ALTER TABLE `units` ADD `established_on` text CONSTRAINT "units_established_on" CHECK("established_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("established_on") IS "established_on");--> statement-breakpoint
CREATE TRIGGER `entities_keep_their_credit_code` BEFORE UPDATE OF `credit_code`, `id` ON `entities`
WHEN NEW.`credit_code` IS NOT OLD.`credit_code` OR NEW.`id` IS NOT OLD.`id`
BEGIN
	SELECT RAISE(ABORT, 'an entity keeps its credit code');
END;
--> statement-breakpoint
CREATE TRIGGER `entities_are_never_removed` BEFORE DELETE ON `entities`
BEGIN
	SELECT RAISE(ABORT, 'an entity is closed, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `unit_standings_are_never_changed` BEFORE UPDATE OF `unit_id`, `until_on`, `name`, `short_name`, `field`, `parent_id`, `township_id`, `trade_id`, `belt_id`, `belt_position`, `demonstration`, `category` ON `unit_standings`
BEGIN
	SELECT RAISE(ABORT, 'what a unit was is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `unit_standings_are_never_removed` BEFORE DELETE ON `unit_standings`
BEGIN
	SELECT RAISE(ABORT, 'what a unit was is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `entity_standings_are_never_changed` BEFORE UPDATE OF `entity_id`, `until_on`, `name`, `township_id`, `trade_id`, `is_operating`, `full_members` ON `entity_standings`
BEGIN
	SELECT RAISE(ABORT, 'what an entity was is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `entity_standings_are_never_removed` BEFORE DELETE ON `entity_standings`
BEGIN
	SELECT RAISE(ABORT, 'what an entity was is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `closings_are_never_changed` BEFORE UPDATE ON `closings`
BEGIN
	SELECT RAISE(ABORT, 'a closing is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `closings_are_never_removed` BEFORE DELETE ON `closings`
BEGIN
	SELECT RAISE(ABORT, 'a closing is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `coverages_never_overlap` BEFORE INSERT ON `coverages`
WHEN EXISTS (
	SELECT 1 FROM `coverages` WHERE `entity_id` = NEW.`entity_id` AND `unit_id` = NEW.`unit_id`
	AND (NEW.`until_on` IS NULL OR `from_on` < NEW.`until_on`) AND (`until_on` IS NULL OR `until_on` > NEW.`from_on`)
)
BEGIN
	SELECT RAISE(ABORT, 'constraint failed: this unit covers this entity then already');
END;
--> statement-breakpoint
CREATE TRIGGER `plans_keep_their_point` BEFORE UPDATE OF `unit_id`, `year` ON `plans`
WHEN NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`year` IS NOT OLD.`year`
BEGIN
	SELECT RAISE(ABORT, 'a plan keeps its point and year');
END;
--> statement-breakpoint
CREATE TRIGGER `plans_approved_keep_their_text` BEFORE UPDATE OF `document` ON `plans`
WHEN OLD.`state` <> 'draft' AND NEW.`document` IS NOT OLD.`document`
BEGIN
	SELECT RAISE(ABORT, 'a plan that was handed in keeps its text until it is returned');
END;
--> statement-breakpoint
CREATE TRIGGER `plan_decisions_are_never_changed` BEFORE UPDATE ON `plan_decisions`
BEGIN
	SELECT RAISE(ABORT, 'a decision about a plan is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `plan_decisions_are_never_removed` BEFORE DELETE ON `plan_decisions`
BEGIN
	SELECT RAISE(ABORT, 'a decision about a plan is never removed');
END;
