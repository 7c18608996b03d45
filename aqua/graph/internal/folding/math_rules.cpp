#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/graph/internal/folding/rules.h"
#include "aqua/layers/broadcast.h"

namespace aqua::graph {
namespace {

// Two's complement, so that overflow is defined.
uint64_t Bits(int64_t value) { return static_cast<uint64_t>(value); }
int64_t Wrap(uint64_t bits) { return static_cast<int64_t>(bits); }

struct Add {
  static int64_t Of(int64_t a, int64_t b) { return Wrap(Bits(a) + Bits(b)); }
  static float Of(float a, float b) { return a + b; }
};

struct Subtract {
  static int64_t Of(int64_t a, int64_t b) { return Wrap(Bits(a) - Bits(b)); }
  static float Of(float a, float b) { return a - b; }
};

struct Multiply {
  static int64_t Of(int64_t a, int64_t b) { return Wrap(Bits(a) * Bits(b)); }
  static float Of(float a, float b) { return a * b; }
};

struct Divide {
  // Towards zero.
  static int64_t Of(int64_t a, int64_t b) {
    if (b == 0) throw Error("it divides the constant {} by 0", a);
    return b == -1 ? Wrap(0 - Bits(a)) : a / b;
  }
  static float Of(float a, float b) { return a / b; }
};

struct Power {
  static int64_t Of(int64_t a, int64_t b) {
    const double power = std::pow(static_cast<double>(a), static_cast<double>(b));
    if (!(std::abs(power) < 0x1p63)) throw Error("{} to the power of {} is too large", a, b);
    return static_cast<int64_t>(power);
  }
  static float Of(float a, float b) { return std::pow(a, b); }
};

// The sign of the result is the divisor's.
struct Modulo {
  static int64_t Of(int64_t a, int64_t b) {
    if (b == 0) throw Error("it divides the constant {} by 0", a);
    if (b == -1) return 0;
    const int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }
  static float Of(float a, float b) { return a - b * std::floor(a / b); }
};

// The sign of the result is the dividend's.
struct Remainder {
  static int64_t Of(int64_t a, int64_t b) {
    if (b == 0) throw Error("it divides the constant {} by 0", a);
    return b == -1 ? 0 : a % b;
  }
  static float Of(float a, float b) { return std::fmod(a, b); }
};

struct Least {
  static int64_t Of(int64_t a, int64_t b) { return std::min(a, b); }
  static float Of(float a, float b) { return a < b || std::isnan(a) ? a : b; }
};

struct Greatest {
  static int64_t Of(int64_t a, int64_t b) { return std::max(a, b); }
  static float Of(float a, float b) { return a > b || std::isnan(a) ? a : b; }
};

struct Equal {
  template <typename Value>
  static int64_t Of(Value a, Value b) {
    return a == b;
  }
};

struct Less {
  template <typename Value>
  static int64_t Of(Value a, Value b) {
    return a < b;
  }
};

struct LessOrEqual {
  template <typename Value>
  static int64_t Of(Value a, Value b) {
    return a <= b;
  }
};

struct Both {
  template <typename Value>
  static int64_t Of(Value a, Value b) {
    return a != 0 && b != 0;
  }
};

struct Either {
  template <typename Value>
  static int64_t Of(Value a, Value b) {
    return a != 0 || b != 0;
  }
};

template <typename Operation, typename Value>
Values Combined(const std::vector<Value>& a, const std::vector<Value>& b) {
  std::vector<decltype(Operation::Of(Value(), Value()))> result(a.size());
  std::transform(a.begin(), a.end(), b.begin(), result.begin(),
                 [](Value x, Value y) { return Operation::Of(x, y); });
  return result;
}

Shape CommonShape(const Known& a, const Known& b) {
  const Shape& first = ShapeOf(a);
  const Shape& second = ShapeOf(b);
  Shape shape = layers::BroadcastShape(first, second);
  CheckSize(shape, std::max(first.ElementCount(), second.ElementCount()));
  return shape;
}

template <typename Operation>
Known Combine(const Known& a, const Known& b) {
  const Shape shape = CommonShape(a, b);
  if (!a.constant || !b.constant) return MakeShapeOnly(shape);
  const ConstantPtr x = BroadcastTo(a, shape).constant;
  const ConstantPtr y = BroadcastTo(b, shape).constant;
  if (x->is_integer() && y->is_integer()) {
    return MakeKnown(shape, Combined<Operation>(x->integers(), y->integers()));
  }
  return MakeKnown(shape, Combined<Operation>(ToFloats(*x), ToFloats(*y)));
}

template <typename Operation>
Known CombineTwo(const ImportContext& context) {
  return Combine<Operation>(context.input(0), context.input(1));
}

template <typename Operation>
Known CombineAll(const ImportContext& context) {
  Known result = context.input(0);
  for (size_t i = 1; i < context.input_count(); ++i) {
    result = Combine<Operation>(result, context.input(i));
  }
  return result;
}

// `function` of each element, as floats.
Known Map(const ImportContext& context, float (*function)(float)) {
  const Known& input = context.input(0);
  const Shape& shape = ShapeOf(input);
  if (!input.constant) return MakeShapeOnly(shape);
  std::vector<float> values = ToFloats(*input.constant);
  std::transform(values.begin(), values.end(), values.begin(), function);
  return MakeKnown(shape, std::move(values));
}

Known Zero() { return MakeKnown(Shape(), std::vector<int64_t>{0}); }

}  // namespace

Known FoldAdd(const ImportContext& context) { return CombineTwo<Add>(context); }
Known FoldSub(const ImportContext& context) { return CombineTwo<Subtract>(context); }
Known FoldMul(const ImportContext& context) { return CombineTwo<Multiply>(context); }
Known FoldDiv(const ImportContext& context) { return CombineTwo<Divide>(context); }
Known FoldPow(const ImportContext& context) { return CombineTwo<Power>(context); }
Known FoldMod(const ImportContext& context) {
  return context.Int("fmod", 0) != 0 ? CombineTwo<Remainder>(context) : CombineTwo<Modulo>(context);
}
Known FoldMin(const ImportContext& context) { return CombineAll<Least>(context); }
Known FoldMax(const ImportContext& context) { return CombineAll<Greatest>(context); }
Known FoldAnd(const ImportContext& context) { return CombineTwo<Both>(context); }
Known FoldOr(const ImportContext& context) { return CombineTwo<Either>(context); }
Known FoldEqual(const ImportContext& context) { return CombineTwo<Equal>(context); }
Known FoldLess(const ImportContext& context) { return CombineTwo<Less>(context); }
Known FoldLessOrEqual(const ImportContext& context) { return CombineTwo<LessOrEqual>(context); }
Known FoldGreater(const ImportContext& context) {
  return Combine<Less>(context.input(1), context.input(0));
}
Known FoldGreaterOrEqual(const ImportContext& context) {
  return Combine<LessOrEqual>(context.input(1), context.input(0));
}
Known FoldNot(const ImportContext& context) { return Combine<Equal>(context.input(0), Zero()); }
Known FoldNeg(const ImportContext& context) { return Combine<Subtract>(Zero(), context.input(0)); }
Known FoldAbs(const ImportContext& context) {
  return Combine<Greatest>(context.input(0), FoldNeg(context));
}

Known FoldCeil(const ImportContext& context) { return Map(context, std::ceil); }
Known FoldExp(const ImportContext& context) { return Map(context, std::exp); }
Known FoldFloor(const ImportContext& context) { return Map(context, std::floor); }
Known FoldLog(const ImportContext& context) { return Map(context, std::log); }
Known FoldReciprocal(const ImportContext& context) {
  return Map(context, [](float x) { return 1 / x; });
}
// Halves go to the even number, as in ONNX.
Known FoldRound(const ImportContext& context) { return Map(context, std::nearbyint); }
Known FoldSqrt(const ImportContext& context) { return Map(context, std::sqrt); }

Known FoldWhere(const ImportContext& context) {
  const Known choice = FoldNot(context);
  const Shape either = CommonShape(context.input(1), context.input(2));
  const Known first = BroadcastTo(context.input(1), either);
  const Known second = BroadcastTo(context.input(2), either);
  const Shape shape = CommonShape(choice, first);
  if (!choice.constant || !first.constant || !second.constant) return MakeShapeOnly(shape);
  const Known rejected = BroadcastTo(choice, shape);
  const auto choose = [&](const auto& yes, const auto& no) -> Values {
    auto chosen = yes;
    const std::vector<int64_t>& takes_second = rejected.constant->integers();
    for (size_t i = 0; i < chosen.size(); ++i) {
      if (takes_second[i] != 0) chosen[i] = no[i];
    }
    return chosen;
  };
  const ConstantPtr yes = BroadcastTo(first, shape).constant;
  const ConstantPtr no = BroadcastTo(second, shape).constant;
  if (yes->is_integer() && no->is_integer()) {
    return MakeKnown(shape, choose(yes->integers(), no->integers()));
  }
  return MakeKnown(shape, choose(ToFloats(*yes), ToFloats(*no)));
}

}  // namespace aqua::graph
