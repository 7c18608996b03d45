// The text header of a .npy file: a Python dictionary with three known keys.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "aqua/core/shape.h"

namespace aqua {

struct NpyHeader {
  Shape shape;
  size_t value_bytes = 0;  // 4: float32, 8: float64.
};

// Reads "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }". Throws Error that begins
// with `file` for another type, another order, or text that is no such dictionary.
NpyHeader ParseNpyHeader(std::string_view text, const std::string& file);

// The dictionary of a float32 array in C order.
std::string NpyHeaderText(const Shape& shape);

}  // namespace aqua
