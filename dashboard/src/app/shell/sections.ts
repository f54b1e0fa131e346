import {
  IconApi,
  IconBuildingBank,
  IconCashBanknote,
  IconDeviceMobile,
  IconHistory,
  IconHome,
  IconInbox,
  IconKey,
  IconReceipt,
  IconSettings,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import type { Section } from "../paths";

interface Entry {
  section: Section;
  icon: typeof IconHome;
  /** Stands in the bar at the bottom of a phone; the others are under "more". */
  daily: boolean;
}

/** The navigation, in its order. */
export const SECTIONS: readonly Entry[] = [
  { section: "today", icon: IconHome, daily: true },
  { section: "orders", icon: IconReceipt, daily: true },
  { section: "deposits", icon: IconCashBanknote, daily: true },
  { section: "inbox", icon: IconInbox, daily: false },
  { section: "accounts", icon: IconBuildingBank, daily: true },
  { section: "phones", icon: IconDeviceMobile, daily: false },
  { section: "webhooks", icon: IconWebhook, daily: false },
  { section: "tokens", icon: IconKey, daily: false },
  { section: "api", icon: IconApi, daily: false },
  { section: "members", icon: IconUsers, daily: false },
  { section: "audit", icon: IconHistory, daily: false },
  { section: "settings", icon: IconSettings, daily: false },
];
