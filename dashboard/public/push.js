// Shows what the server tells this browser, also while no page is open. It keeps nothing and asks for nothing.
self.addEventListener("push", (event) => {
  const { text = "", path = "/", type = "lunepay" } = event.data?.json() ?? {};
  // One of a type takes the place of the one before, and rings again.
  const options = { body: text, tag: type, renotify: true, icon: "/icon.svg", data: path };
  event.waitUntil(self.registration.showNotification("LunePay", options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data, self.location.origin)));
});

async function show(url) {
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find((each) => each.url === url.href);
  return page === undefined ? self.clients.openWindow(url) : page.focus();
}
