CREATE TABLE `assessment_drafts` (
	`assessment_id` text PRIMARY KEY NOT NULL,
	`answers` text DEFAULT '{}' NOT NULL,
	`prefilled` text DEFAULT '{}' NOT NULL,
	`updated_at` text NOT NULL,
	`updated_by` text,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assessment_drafts_answers" CHECK(CASE WHEN json_valid("answers") THEN json_type("answers") = 'object' ELSE 0 END),
	CONSTRAINT "assessment_drafts_prefilled" CHECK(CASE WHEN json_valid("prefilled") THEN json_type("prefilled") = 'object' ELSE 0 END),
	CONSTRAINT "assessment_drafts_updated_at" CHECK("updated_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `deviations` (
	`assessment_id` text NOT NULL,
	`round` integer NOT NULL,
	`item` text NOT NULL,
	`unit_id` text NOT NULL,
	`claimed_hundredths` integer NOT NULL,
	`verified_hundredths` integer NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`assessment_id`, `round`, `item`),
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deviations_round" CHECK("round" = CAST("round" AS INTEGER) AND "round" BETWEEN 1 AND 1000000),
	CONSTRAINT "deviations_item" CHECK(length("item") BETWEEN 1 AND 64 AND trim("item") = "item"),
	CONSTRAINT "deviations_claimed_hundredths" CHECK("claimed_hundredths" = CAST("claimed_hundredths" AS INTEGER) AND "claimed_hundredths" BETWEEN -10000000000000 AND 10000000000000),
	CONSTRAINT "deviations_verified_hundredths" CHECK("verified_hundredths" = CAST("verified_hundredths" AS INTEGER) AND "verified_hundredths" BETWEEN -10000000000000 AND 10000000000000),
	CONSTRAINT "deviations_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `deviations_unit` ON `deviations` (`unit_id`,`at`);--> statement-breakpoint
CREATE TABLE `result_versions` (
	`result_id` text NOT NULL,
	`revision` integer NOT NULL,
	`result` text NOT NULL,
	`accepted` text NOT NULL,
	`reason` text NOT NULL,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`result_id`, `revision`),
	FOREIGN KEY (`result_id`) REFERENCES `results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "result_versions_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000),
	CONSTRAINT "result_versions_result" CHECK(CASE WHEN json_valid("result") THEN json_type("result") = 'object' ELSE 0 END),
	CONSTRAINT "result_versions_accepted" CHECK(CASE WHEN json_valid("accepted") THEN json_type("accepted") = 'object' ELSE 0 END),
	CONSTRAINT "result_versions_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "result_versions_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `section_reviews` (
	`assessment_id` text NOT NULL,
	`round` integer NOT NULL,
	`section` text NOT NULL,
	`user_id` text NOT NULL,
	`comment` text,
	`at` text NOT NULL,
	PRIMARY KEY(`assessment_id`, `round`, `section`),
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "section_reviews_round" CHECK("round" = CAST("round" AS INTEGER) AND "round" BETWEEN 1 AND 1000000),
	CONSTRAINT "section_reviews_section" CHECK(length("section") BETWEEN 1 AND 64 AND trim("section") = "section"),
	CONSTRAINT "section_reviews_comment" CHECK(length("comment") BETWEEN 1 AND 500 AND trim("comment") = "comment"),
	CONSTRAINT "section_reviews_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `site_checks` (
	`assessment_id` text NOT NULL,
	`round` integer NOT NULL,
	`user_id` text NOT NULL,
	`document` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`assessment_id`, `round`, `user_id`),
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "site_checks_round" CHECK("round" = CAST("round" AS INTEGER) AND "round" BETWEEN 1 AND 1000000),
	CONSTRAINT "site_checks_document" CHECK(CASE WHEN json_valid("document") THEN json_type("document") = 'object' ELSE 0 END),
	CONSTRAINT "site_checks_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
ALTER TABLE `assessments` ADD `round` integer DEFAULT 1 NOT NULL CONSTRAINT "assessments_round" CHECK("round" = CAST("round" AS INTEGER) AND "round" BETWEEN 1 AND 1000000);--> statement-breakpoint
ALTER TABLE `assessments` ADD `held` text DEFAULT '{"level":null,"levels":{}}' NOT NULL CONSTRAINT "assessments_held" CHECK(CASE WHEN json_valid("held") THEN json_type("held") = 'object' ELSE 0 END);--> statement-breakpoint
ALTER TABLE `assessments` ADD `entered_at` text CONSTRAINT "assessments_entered_at" CHECK("entered_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z');--> statement-breakpoint
CREATE INDEX `assessments_queue` ON `assessments` (`state`,`entered_at`);--> statement-breakpoint
ALTER TABLE `cycles` ADD `state` text DEFAULT 'planned' NOT NULL CONSTRAINT "cycles_state" CHECK("state" IN ('planned', 'opening', 'open', 'closing', 'closed'));--> statement-breakpoint
ALTER TABLE `cycles` ADD `terms` text DEFAULT '{}' NOT NULL CONSTRAINT "cycles_terms" CHECK(CASE WHEN json_valid("terms") THEN json_type("terms") = 'object' ELSE 0 END);--> statement-breakpoint
ALTER TABLE `cycles` ADD `opened_at` text CONSTRAINT "cycles_opened_at" CHECK("opened_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z');--> statement-breakpoint
ALTER TABLE `results` ADD `state` text DEFAULT 'accepted' NOT NULL CONSTRAINT "results_state" CHECK("state" IN ('accepted', 'publicised', 'final'));--> statement-breakpoint
ALTER TABLE `results` ADD `scored_from` text DEFAULT '{}' NOT NULL CONSTRAINT "results_scored_from" CHECK(CASE WHEN json_valid("scored_from") THEN json_type("scored_from") = 'object' ELSE 0 END);
--> statement-breakpoint
UPDATE `cycles` SET `opened_at` = `opens_on` || 'T00:00:00.000Z', `state` = CASE WHEN `closed_on` IS NULL THEN 'open' ELSE 'closed' END
WHERE EXISTS (SELECT 1 FROM `cycle_standards` WHERE `cycle_id` = `cycles`.`id`);
--> statement-breakpoint
CREATE TRIGGER `claimed_is_frozen_once_handed_in` BEFORE UPDATE ON `assessment_documents`
WHEN OLD.`stage` = 'claimed' AND (SELECT `state` FROM `assessments` WHERE `id` = OLD.`assessment_id`) <> 'self'
BEGIN
	SELECT RAISE(ABORT, 'what was claimed is frozen once it is handed in');
END;
--> statement-breakpoint
CREATE TRIGGER `claimed_is_never_removed` BEFORE DELETE ON `assessment_documents`
WHEN OLD.`stage` <> 'verified'
BEGIN
	SELECT RAISE(ABORT, 'what was claimed and accepted is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `site_checks_are_never_changed` BEFORE UPDATE ON `site_checks`
BEGIN
	SELECT RAISE(ABORT, 'a site check is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `site_checks_are_never_removed` BEFORE DELETE ON `site_checks`
BEGIN
	SELECT RAISE(ABORT, 'a site check is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `section_reviews_are_never_changed` BEFORE UPDATE ON `section_reviews`
BEGIN
	SELECT RAISE(ABORT, 'a review is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `section_reviews_are_never_removed` BEFORE DELETE ON `section_reviews`
BEGIN
	SELECT RAISE(ABORT, 'a review is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `deviations_are_never_changed` BEFORE UPDATE ON `deviations`
BEGIN
	SELECT RAISE(ABORT, 'a deviation is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `deviations_are_never_removed` BEFORE DELETE ON `deviations`
BEGIN
	SELECT RAISE(ABORT, 'a deviation is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `result_versions_are_never_changed` BEFORE UPDATE ON `result_versions`
BEGIN
	SELECT RAISE(ABORT, 'an earlier result is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `result_versions_are_never_removed` BEFORE DELETE ON `result_versions`
BEGIN
	SELECT RAISE(ABORT, 'an earlier result is never removed');
END;
