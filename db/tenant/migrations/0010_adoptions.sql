CREATE TABLE `adoption_notices` (
	`parent` text NOT NULL,
	`parent_code` text NOT NULL,
	`parent_version` integer NOT NULL,
	`title` text NOT NULL,
	`holds_from` text NOT NULL,
	`sha256` text NOT NULL,
	`noticed_at` text NOT NULL,
	PRIMARY KEY(`parent`, `parent_code`, `parent_version`),
	CONSTRAINT "adoption_notices_parent" CHECK("parent" GLOB '[a-z]*' AND "parent" NOT GLOB '*[^a-z0-9-]*' AND length("parent") BETWEEN 3 AND 32 AND "parent" NOT IN ('platform', 'control', 'api')),
	CONSTRAINT "adoption_notices_parent_code" CHECK("parent_code" GLOB '[a-z]*' AND "parent_code" NOT GLOB '*[^a-z0-9_-]*' AND length("parent_code") <= 64),
	CONSTRAINT "adoption_notices_parent_version" CHECK("parent_version" = CAST("parent_version" AS INTEGER) AND "parent_version" BETWEEN 1 AND 1000000),
	CONSTRAINT "adoption_notices_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "adoption_notices_holds_from" CHECK("holds_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date("holds_from") IS "holds_from"),
	CONSTRAINT "adoption_notices_sha256" CHECK(length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "adoption_notices_noticed_at" CHECK("noticed_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
);
--> statement-breakpoint
CREATE TABLE `adoptions` (
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`parent` text NOT NULL,
	`parent_name` text NOT NULL,
	`parent_code` text NOT NULL,
	`parent_version` integer NOT NULL,
	`title` text NOT NULL,
	`sha256` text NOT NULL,
	`document` text NOT NULL,
	`allowance` text NOT NULL,
	`names` text NOT NULL,
	`taken_at` text NOT NULL,
	`taken_by` text NOT NULL,
	PRIMARY KEY(`code`, `version`),
	CONSTRAINT "adoptions_code" CHECK("code" GLOB '[a-z]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64),
	CONSTRAINT "adoptions_version" CHECK("version" = CAST("version" AS INTEGER) AND "version" BETWEEN 1 AND 1000000),
	CONSTRAINT "adoptions_parent" CHECK("parent" GLOB '[a-z]*' AND "parent" NOT GLOB '*[^a-z0-9-]*' AND length("parent") BETWEEN 3 AND 32 AND "parent" NOT IN ('platform', 'control', 'api')),
	CONSTRAINT "adoptions_parent_name" CHECK(length("parent_name") BETWEEN 1 AND 100 AND trim("parent_name") = "parent_name"),
	CONSTRAINT "adoptions_parent_code" CHECK("parent_code" GLOB '[a-z]*' AND "parent_code" NOT GLOB '*[^a-z0-9_-]*' AND length("parent_code") <= 64),
	CONSTRAINT "adoptions_parent_version" CHECK("parent_version" = CAST("parent_version" AS INTEGER) AND "parent_version" BETWEEN 1 AND 1000000),
	CONSTRAINT "adoptions_title" CHECK(length("title") BETWEEN 1 AND 200 AND trim("title") = "title"),
	CONSTRAINT "adoptions_sha256" CHECK(length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT "adoptions_document" CHECK(CASE WHEN json_valid("document") THEN json_type("document") = 'object' ELSE 0 END),
	CONSTRAINT "adoptions_allowance" CHECK(CASE WHEN json_valid("allowance") THEN json_type("allowance") = 'object' ELSE 0 END),
	CONSTRAINT "adoptions_names" CHECK(CASE WHEN json_valid("names") THEN json_type("names") = 'object' ELSE 0 END),
	CONSTRAINT "adoptions_taken_at" CHECK("taken_at" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
	CONSTRAINT "adoptions_taken_by" CHECK(CASE WHEN json_valid("taken_by") THEN json_type("taken_by") = 'object' ELSE 0 END)
);
--> statement-breakpoint
CREATE TRIGGER `adoptions_are_made_with_a_draft` BEFORE INSERT ON `adoptions`
WHEN (SELECT `state` FROM `standards` WHERE `code` = NEW.`code` AND `version` = NEW.`version`) IS NOT 'draft'
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `adoptions_of_published_never_change` BEFORE UPDATE ON `adoptions`
WHEN NEW.`code` IS NOT OLD.`code` OR NEW.`version` IS NOT OLD.`version` OR (SELECT `state` FROM `standards` WHERE `code` = OLD.`code` AND `version` = OLD.`version`) IS NOT 'draft'
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `adoptions_of_published_are_never_removed` BEFORE DELETE ON `adoptions`
WHEN (SELECT `state` FROM `standards` WHERE `code` = OLD.`code` AND `version` = OLD.`version`) IS NOT 'draft'
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
