// Shows /api/openapi.json; beside swagger-ui's own two files, which the build puts here.
window.SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", deepLinking: true, tryItOutEnabled: false });
