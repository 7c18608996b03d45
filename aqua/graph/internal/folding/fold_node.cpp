#include "aqua/graph/internal/folding/fold_node.h"

#include <map>

#include "aqua/graph/internal/folding/rules.h"

namespace aqua::graph {
namespace {

using Rule = Known (*)(const ImportContext&);

const std::map<std::string, Rule>& Rules() {
  static const std::map<std::string, Rule> rules = {
      {"Abs", FoldAbs},
      {"Add", FoldAdd},
      {"And", FoldAnd},
      {"Cast", FoldCast},
      {"Ceil", FoldCeil},
      {"Concat", FoldConcat},
      {"Constant", FoldConstant},
      {"ConstantOfShape", FoldConstantOfShape},
      {"DequantizeLinear", FoldDequantizeLinear},
      {"Div", FoldDiv},
      {"Equal", FoldEqual},
      {"Exp", FoldExp},
      {"Expand", FoldExpand},
      {"Flatten", FoldFlatten},
      {"Floor", FoldFloor},
      {"Gather", FoldGather},
      {"Greater", FoldGreater},
      {"GreaterOrEqual", FoldGreaterOrEqual},
      {"Identity", FoldIdentity},
      {"Less", FoldLess},
      {"LessOrEqual", FoldLessOrEqual},
      {"Log", FoldLog},
      {"Max", FoldMax},
      {"Min", FoldMin},
      {"Mod", FoldMod},
      {"Mul", FoldMul},
      {"Neg", FoldNeg},
      {"Not", FoldNot},
      {"Or", FoldOr},
      {"Pow", FoldPow},
      {"QuantizeLinear", FoldQuantizeLinear},
      {"Range", FoldRange},
      {"Reciprocal", FoldReciprocal},
      {"ReduceMax", FoldReduceMax},
      {"ReduceMean", FoldReduceMean},
      {"ReduceMin", FoldReduceMin},
      {"ReduceProd", FoldReduceProd},
      {"ReduceSum", FoldReduceSum},
      {"Reshape", FoldReshape},
      {"Round", FoldRound},
      {"Shape", FoldShape},
      {"Size", FoldSize},
      {"Slice", FoldSlice},
      {"Sqrt", FoldSqrt},
      {"Squeeze", FoldSqueeze},
      {"Sub", FoldSub},
      {"Transpose", FoldTranspose},
      {"Unsqueeze", FoldUnsqueeze},
      {"Where", FoldWhere},
  };
  return rules;
}

bool InputsAreKnown(const ImportContext& context) {
  const std::string& op_type = context.node().op_type;
  if (op_type == "Shape" || op_type == "Size") return context.HasInput(0);
  for (size_t i = 0; i < context.input_count(); ++i) {
    if (context.input(i).shape) return false;
  }
  return true;
}

}  // namespace

std::vector<Known> FoldNode(const ImportContext& context) {
  const std::string& op_type = context.node().op_type;
  const auto rule = Rules().find(op_type);
  const bool has_rule = rule != Rules().end() || op_type == "Split";
  if (!has_rule || !context.node().domain.empty() || !InputsAreKnown(context)) return {};
  try {
    if (op_type == "Split") return FoldSplit(context);
    return {rule->second(context)};
  } catch (const layers::ImportError&) {
    throw;
  } catch (const Error& error) {
    context.Fail("{}", error.what());
  }
}

}  // namespace aqua::graph
