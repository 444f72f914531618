import { createApp } from "vue";
import App from "./App.vue";
import { onSignedOut } from "./api.ts";
import { router } from "./routes.ts";
import { forget } from "./session.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/shell.css";
import "./styles/print.css";

onSignedOut(() => {
  const here = router.currentRoute.value;
  forget();
  if (here.meta.isOpen !== true) void router.push({ path: "/sign-in", query: { next: here.fullPath } });
});

createApp(App).use(router).mount("#app");
