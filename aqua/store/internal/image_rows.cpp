#include "aqua/store/internal/image_rows.h"

#include <cmath>

#include "aqua/core/error.h"

namespace aqua::store {
namespace {

// Columns counted from 0. Classes are followed by their probabilities.
constexpr int kOutcomeClasses = 3;
constexpr int kDecisionClasses = 7;

void BindClasses(Statement& insert, int first_class, const TopClasses& top) {
  for (int place = 0; place < kTopCount; ++place) {
    const auto index = static_cast<size_t>(place);
    AQUA_CHECK(std::isfinite(top.probabilities[index]));
    insert.Bind(1 + first_class + place, int64_t{top.classes[index]});
    insert.Bind(1 + first_class + kTopCount + place, static_cast<double>(top.probabilities[index]));
  }
}

void ReadClasses(const Statement& select, int first_class, TopClasses& top) {
  for (int place = 0; place < kTopCount; ++place) {
    const auto index = static_cast<size_t>(place);
    top.classes[index] = static_cast<int>(select.Integer(first_class + place));
    top.probabilities[index] = static_cast<float>(select.Real(first_class + kTopCount + place));
  }
}

}  // namespace

void Bind(Statement& insert, const ImageRow& row) {
  insert.Bind(1, row.id);
  insert.Bind(2, row.file);
  insert.Bind(3, row.status == ImageStatus::kOk ? "ok" : "failed");
  insert.Bind(4, row.error);
  insert.Bind(5, row.labels);
}

ImageRow ReadImage(const Statement& select) {
  const ImageStatus status = select.Text(2) == "ok" ? ImageStatus::kOk : ImageStatus::kFailed;
  return {select.Integer(0), select.Text(1), status, select.Text(3), select.Text(4)};
}

void Bind(Statement& insert, int64_t image, const OutcomeRow& row) {
  insert.Bind(1, image);
  insert.Bind(2, int64_t{row.set});
  insert.Bind(3, int64_t{row.crop});
  BindClasses(insert, kOutcomeClasses, row);
}

OutcomeRow ReadOutcome(const Statement& select) {
  OutcomeRow row;
  row.set = static_cast<int>(select.Integer(1));
  row.crop = static_cast<int>(select.Integer(2));
  ReadClasses(select, kOutcomeClasses, row);
  return row;
}

void Bind(Statement& insert, int64_t image, const DecisionRow& row) {
  insert.Bind(1, image);
  insert.Bind(2, int64_t{row.policy});
  insert.Bind(3, row.macs);
  insert.Bind(4, row.energy_pj);
  insert.Bind(5, row.latency_ns);
  insert.Bind(6, row.cpu_ms);
  insert.Bind(7, row.loss);
  BindClasses(insert, kDecisionClasses, row);
}

DecisionRow ReadDecision(const Statement& select) {
  DecisionRow row;
  row.policy = static_cast<int>(select.Integer(1));
  row.macs = select.Real(2);
  row.energy_pj = select.Real(3);
  row.latency_ns = select.Real(4);
  row.cpu_ms = select.Real(5);
  row.loss = select.MaybeReal(6);
  ReadClasses(select, kDecisionClasses, row);
  return row;
}

void Bind(Statement& insert, int64_t image, const AttemptRow& row) {
  AQUA_CHECK(std::isfinite(row.probability));
  insert.Bind(1, image);
  insert.Bind(2, int64_t{row.policy});
  insert.Bind(3, int64_t{row.order});
  insert.Bind(4, int64_t{row.option});
  insert.Bind(5, row.confidence);
  insert.Bind(6, int64_t{row.first_class});
  insert.Bind(7, static_cast<double>(row.probability));
}

AttemptRow ReadAttempt(const Statement& select) {
  AttemptRow row;
  row.policy = static_cast<int>(select.Integer(1));
  row.order = static_cast<int>(select.Integer(2));
  row.option = static_cast<int>(select.Integer(3));
  row.confidence = select.MaybeReal(4);
  row.first_class = static_cast<int>(select.Integer(5));
  row.probability = static_cast<float>(select.Real(6));
  return row;
}

}  // namespace aqua::store
