CREATE TABLE `event_heads` (
	`tenant` text NOT NULL,
	`day` text NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`tenant`, `day`),
	FOREIGN KEY (`tenant`) REFERENCES `tenants`(`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "event_heads_day" CHECK("day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("day") IS "day"),
	CONSTRAINT "event_heads_seq" CHECK("seq" = CAST("seq" AS INTEGER) AND "seq" BETWEEN 1 AND 1000000000000000),
	CONSTRAINT "event_heads_hash" CHECK(length("hash") = 64 AND "hash" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "event_heads_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
