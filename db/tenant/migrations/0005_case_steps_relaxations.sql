CREATE TABLE `case_parts` (
	`batch_id` text NOT NULL,
	`assessment_id` text NOT NULL,
	PRIMARY KEY(`batch_id`, `assessment_id`),
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "case_parts_batch_id" CHECK(length("batch_id") BETWEEN 1 AND 64 AND trim("batch_id") = "batch_id")
);
--> statement-breakpoint
CREATE INDEX `case_parts_assessment` ON `case_parts` (`assessment_id`);--> statement-breakpoint
CREATE TABLE `case_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`case_kind` text NOT NULL,
	`case_id` text NOT NULL,
	`step` text NOT NULL,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "case_steps_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "case_steps_case_kind" CHECK("case_kind" IN ('assessment', 'batch')),
	CONSTRAINT "case_steps_case_id" CHECK(length("case_id") BETWEEN 1 AND 64 AND trim("case_id") = "case_id"),
	CONSTRAINT "case_steps_step" CHECK("step" IN ('self-assess', 'first-review', 'site-check', 'accept', 'calculate', 'approve-1', 'approve-2', 'pay')),
	CONSTRAINT "case_steps_step_of_its_kind" CHECK(("case_kind" = 'assessment') = ("step" IN ('self-assess', 'first-review', 'site-check', 'accept'))),
	CONSTRAINT "case_steps_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE INDEX `case_steps_case` ON `case_steps` (`case_kind`,`case_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `relaxations` (
	`id` text PRIMARY KEY NOT NULL,
	`first_step` text NOT NULL,
	`second_step` text NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` text NOT NULL,
	`ended_by` text,
	`ended_at` text,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "relaxations_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "relaxations_first_step" CHECK("first_step" IN ('self-assess', 'first-review', 'site-check', 'accept', 'calculate', 'approve-1', 'approve-2', 'pay')),
	CONSTRAINT "relaxations_second_step" CHECK("second_step" IN ('self-assess', 'first-review', 'site-check', 'accept', 'calculate', 'approve-1', 'approve-2', 'pay')),
	CONSTRAINT "relaxations_order" CHECK(CASE "first_step" WHEN 'self-assess' THEN 0 WHEN 'first-review' THEN 1 WHEN 'site-check' THEN 2 WHEN 'accept' THEN 3 WHEN 'calculate' THEN 4 WHEN 'approve-1' THEN 5 WHEN 'approve-2' THEN 6 WHEN 'pay' THEN 7 END < CASE "second_step" WHEN 'self-assess' THEN 0 WHEN 'first-review' THEN 1 WHEN 'site-check' THEN 2 WHEN 'accept' THEN 3 WHEN 'calculate' THEN 4 WHEN 'approve-1' THEN 5 WHEN 'approve-2' THEN 6 WHEN 'pay' THEN 7 END),
	CONSTRAINT "relaxations_reason" CHECK(length("reason") BETWEEN 1 AND 500 AND trim("reason") = "reason"),
	CONSTRAINT "relaxations_decided_at" CHECK("decided_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "relaxations_ended_at" CHECK("ended_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND "ended_at" >= "decided_at"),
	CONSTRAINT "relaxations_ended" CHECK(("ended_at" IS NULL) = ("ended_by" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `relaxations_in_force` ON `relaxations` (`first_step`,`second_step`) WHERE "ended_at" IS NULL;