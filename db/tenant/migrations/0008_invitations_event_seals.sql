CREATE TABLE `event_seals` (
	`to_seq` integer PRIMARY KEY NOT NULL,
	`from_seq` integer NOT NULL,
	`hash` text NOT NULL,
	`previous_hash` text,
	`at` text NOT NULL,
	CONSTRAINT "event_seals_from_seq" CHECK("from_seq" = CAST("from_seq" AS INTEGER) AND "from_seq" BETWEEN 1 AND 1000000000000000 AND "from_seq" <= "to_seq"),
	CONSTRAINT "event_seals_hash" CHECK(length("hash") = 64 AND "hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "event_seals_previous_hash" CHECK(length("previous_hash") = 64 AND "previous_hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "event_seals_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`used_at` text,
	`ended_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitations_id" CHECK(length("id") BETWEEN 1 AND 64 AND trim("id") = "id"),
	CONSTRAINT "invitations_secret_hash" CHECK(length("secret_hash") = 64 AND "secret_hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "invitations_created_at" CHECK("created_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "invitations_expires_at" CHECK("expires_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND "expires_at" > "created_at"),
	CONSTRAINT "invitations_used_at" CHECK("used_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "invitations_ended_at" CHECK("ended_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "invitations_once" CHECK("used_at" IS NULL OR "ended_at" IS NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_secret_hash_unique` ON `invitations` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `invitations_user` ON `invitations` (`user_id`,`created_at`);