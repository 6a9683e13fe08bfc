/** All of the console's HTTP, by area. */
export * from "./applications";
export * from "./bulks";
export * from "./calendar";
export * from "./cases";
export { ApiError } from "./client";
export * from "./faq";
export * from "./imports";
export * from "./questions";
export * from "./scheduled";
export * from "./setup";
export * from "./suppressions";
export * from "./templates";
export * from "./users";
