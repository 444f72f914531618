import { Hono } from "hono";
import type { AppEnv } from "../http/environment.ts";
import { operation } from "../http/operation.ts";

/** Everything it loads is ours: the build copies swagger-ui's two files beside the pages. */
const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>红带接口</title>
<link rel="stylesheet" href="/swagger-ui/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/swagger-ui/swagger-ui-bundle.js"></script>
<script src="/swagger-ui/start.js"></script>
</body>
</html>
`;

export const docs = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "docs",
    summary: "接口说明页",
    roles: "public",
    answers: { 200: { description: "网页", type: "text/html; charset=utf-8" } },
  }),
  (c) => c.html(page),
);
