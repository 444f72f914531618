import { createApp, watch } from "vue";
import App from "./App.vue";
import { onSignedOut } from "./api.ts";
import { loadAhead, router } from "./routes.ts";
import { forget, session } from "./session.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/shell.css";

onSignedOut(() => {
  const here = router.currentRoute.value;
  forget();
  if (here.meta.isOpen !== true) void router.push({ path: "/sign-in", query: { next: here.fullPath } });
});

const stopWaiting = watch(session, (who) => {
  if (who === null) return;
  stopWaiting();
  void loadAhead();
});

createApp(App).use(router).mount("#app");
