import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { MessageStory } from "../../api/messages";
import { type Here, HereContext } from "../../app/workspace";
import { TeachFormat } from "./TeachFormat";

afterEach(() => vi.unstubAllGlobals());

/** The parts that the dialog reads. */
const MESSAGE = {
  id: "m-1",
  explanation: { text: "별빛입금 50,000원", parts: [], proposed_marks: [{ is: "amount", from: 5, to: 12 }] },
} as unknown as MessageStory;

test("a format that was added is not offered again, though the messages that wait could not be read again", async () => {
  const called: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    called.push(path.split("/").at(-1) ?? "");
    if (path.endsWith("/test")) return Response.json({ of: 1, reads: [{ message_id: "m-1", reading: {} }] });
    if (path.endsWith("/message-formats")) return Response.json({ id: 1 }, { status: 201 });
    return Response.json({ code: "unavailable", status: 503, detail: "잠시 후 다시" }, { status: 503 });
  });
  render(
    <MantineProvider withCssVariables={false} env="test">
      <QueryClientProvider client={new QueryClient()}>
        <HereContext value={{ id: 1 } as Here}>
          <TeachFormat message={MESSAGE} />
        </HereContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "읽는 법 알려 주기" }));
  const add = await screen.findByRole("button", { name: "추가하고 읽기" });
  await waitFor(() => expect(add.hasAttribute("disabled")).toBe(false));
  await userEvent.click(add);
  await waitFor(() => expect(called).toContain("reread"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(called.filter((each) => each === "message-formats")).toHaveLength(1);
});
