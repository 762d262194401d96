// Enums with names: what a record keeps as a value and a table or an answer as a text. The names
// stand in one table beside the enum:
//
//   enum class JobStatus : std::uint8_t { kQueued, kRunning };
//   template <>
//   inline constexpr auto kNames<JobStatus> = names("QUEUED", "RUNNING");
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace financescr::ports {

template <typename Enum>
inline constexpr auto kNames = nullptr;

template <typename... Texts>
[[nodiscard]] constexpr std::array<std::string_view, sizeof...(Texts)> names(Texts... texts) {
  return {std::string_view(texts)...};
}

template <typename Enum>
concept Named = std::is_enum_v<Enum> && requires { kNames<Enum>.size(); };

template <Named Enum>
[[nodiscard]] constexpr std::string_view to_string(Enum value) {
  return kNames<Enum>[static_cast<std::size_t>(value)];
}

template <Named Enum>
[[nodiscard]] constexpr std::optional<Enum> parse_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames<Enum>.size(); ++i) {
    if (kNames<Enum>[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace financescr::ports
