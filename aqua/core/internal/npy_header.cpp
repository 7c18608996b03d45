#include "aqua/core/internal/npy_header.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <vector>

#include "aqua/core/error.h"

namespace aqua {
namespace {

constexpr int kRankMax = 32;

class HeaderReader {
 public:
  HeaderReader(std::string_view text, const std::string& file) : rest_(text), file_(file) {}

  NpyHeader Read() {
    Expect('{');
    while (!Accept('}')) {
      ReadEntry();
      if (!Accept(',')) {
        Expect('}');
        break;
      }
    }
    if (value_bytes_ == 0 || !has_order_ || !has_shape_) {
      Fail("lacks 'descr', 'fortran_order' or 'shape'");
    }
    return {Shape(std::move(dims_)), value_bytes_};
  }

 private:
  [[noreturn]] void Fail(std::string_view what) const {
    throw Error("{}: its .npy header {}; write the file with numpy.save", file_, what);
  }

  void SkipSpaces() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n')) rest_.remove_prefix(1);
  }

  bool Accept(char wanted) {
    SkipSpaces();
    if (rest_.empty() || rest_[0] != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void Expect(char wanted) {
    if (!Accept(wanted)) Fail(fmt::format("cannot be read: '{}' is missing", wanted));
  }

  std::string_view Quoted() {
    Expect('\'');
    const size_t end = rest_.find('\'');
    if (end == std::string_view::npos) Fail("cannot be read: a quote is left open");
    const std::string_view content = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return content;
  }

  void ReadEntry() {
    const std::string_view key = Quoted();
    Expect(':');
    if (key == "descr") {
      ReadType();
    } else if (key == "fortran_order") {
      ReadOrder();
    } else if (key == "shape") {
      ReadShape();
    } else {
      Fail("has an unknown key");
    }
  }

  void ReadType() {
    SkipSpaces();
    if (!rest_.starts_with('\'')) Fail("describes a record array, expected float32 or float64");
    const std::string_view type = Quoted();
    if (type == "<f4") {
      value_bytes_ = sizeof(float);
    } else if (type == "<f8") {
      value_bytes_ = sizeof(double);
    } else {
      Fail("says another type than float32 ('<f4') or float64 ('<f8')");
    }
  }

  void ReadOrder() {
    SkipSpaces();
    if (rest_.starts_with("True")) Fail("says Fortran order, expected C order");
    if (!rest_.starts_with("False")) Fail("says neither True nor False for 'fortran_order'");
    rest_.remove_prefix(std::string_view("False").size());
    has_order_ = true;
  }

  void ReadShape() {
    dims_.clear();
    Expect('(');
    while (!Accept(')')) {
      dims_.push_back(ReadDim());
      if (dims_.size() > kRankMax) Fail("has more than 32 dimensions");
      if (!Accept(',')) {
        Expect(')');
        break;
      }
    }
    has_shape_ = true;
  }

  int64_t ReadDim() {
    SkipSpaces();
    int64_t dim = 0;
    const auto [end, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), dim);
    if (failure != std::errc() || dim < 0) Fail("has a dimension that is not a size");
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    return dim;
  }

  std::string_view rest_;
  const std::string& file_;
  std::vector<int64_t> dims_;
  size_t value_bytes_ = 0;
  bool has_order_ = false;
  bool has_shape_ = false;
};

}  // namespace

NpyHeader ParseNpyHeader(std::string_view text, const std::string& file) {
  return HeaderReader(text, file).Read();
}

std::string NpyHeaderText(const Shape& shape) {
  std::string dims;
  for (const int64_t dim : shape.dims()) dims += fmt::format("{}, ", dim);
  return fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}), }}", dims);
}

}  // namespace aqua
