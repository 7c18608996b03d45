// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace aqua::cli {

std::string Count(int64_t count);                            // "388.3 M"
std::string Energy(double energy_pj);                        // "1.63 mJ"
std::string Time(double ns);                                 // "84.1 us"
double Share(int64_t part, int64_t whole);                   // 0.75 of 3 and 4; of nothing 0.
std::string Percent(double fraction);                        // "49.0 %"
std::string Bytes(int64_t bytes);                            // "18.3 MiB"
std::string Shorten(const std::string& text, size_t width);  // "espresso maker, cof…"

}  // namespace aqua::cli
