#include "functions/memory_store/writer.hpp"

#include <algorithm>
#include <utility>

namespace financescr::memory_store {

using namespace ports;  // NOLINT(google-build-using-namespace): the writes, in every line

namespace {

const tl::unexpected<StoreFault> kConflict(StoreFault::kConflict);
// As a database answers that takes no such value.
const tl::unexpected<StoreFault> kRefused(StoreFault::kUnavailable);

}  // namespace

Writer::~Writer() {
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

Stored<void> Writer::apply(Write write) {
  return std::visit([this](auto&& one) { return add(std::forward<decltype(one)>(one)); },
                    std::move(write));
}

bool Writer::refers_to_nothing(const Shape& shape, const Row& row) const {
  return std::any_of(shape.references.begin(), shape.references.end(),
                     [&](const ReferenceShape& reference) {
                       const Value& key = row[reference.column];
                       if (std::holds_alternative<std::monostate>(key)) return false;
                       const Table* table = tables_.find(reference.table);
                       return table == nullptr || table->find({key}) == nullptr;
                     });
}

bool Writer::insert(Table& table, Row row) {
  Row key = key_of(table.shape(), row);
  if (!table.insert(std::move(row))) return false;
  undo_.emplace_back([&table, key = std::move(key)] { table.remove(key); });
  return true;
}

void Writer::replace(Table& table, Row row) {
  undo_.emplace_back(
      [&table, before = *table.find(key_of(table.shape(), row))] { table.replace(before); });
  table.replace(std::move(row));
}

Stored<void> Writer::add(InsertRow write) {
  const Shape& shape = *write.shape;
  if (!takes(shape, write.row)) return kRefused;
  Table& table = tables_.of(shape);
  if (refers_to_nothing(shape, write.row) || table.is_taken(write.row)) return kConflict;
  if (shape.is_bound) binder_.bind(shape, write.row, std::nullopt);
  if (!insert(table, std::move(write.row))) return kConflict;
  return {};
}

Stored<void> Writer::add(UpdateRow write) {
  const Shape& shape = *write.shape;
  if (!takes(shape, write.row)) return kRefused;
  Table& table = tables_.of(shape);
  const Row* before = table.find(key_of(shape, write.row));
  const std::size_t version = shape.version.value();
  if (before == nullptr || std::get<std::int64_t>((*before)[version]) !=
                               std::get<std::int64_t>(write.row[version]) - 1) {
    return kConflict;
  }
  if (refers_to_nothing(shape, write.row) || table.is_taken(write.row)) return kConflict;
  if (shape.is_bound) binder_.bind(shape, write.row, audit::previous_of(shape, *before));
  replace(table, std::move(write.row));
  return {};
}

Stored<void> Writer::add(const Remove& write) {
  if (write.which.is_empty) return kRefused;
  Table& table = tables_.of(*write.which.form.shape);
  std::vector<Row> rows;
  for (const Row* row : table.which(write.which)) rows.push_back(*row);
  if (static_cast<std::int64_t>(rows.size()) < write.at_least) return kConflict;
  for (Row& row : rows) {
    table.remove(key_of(table.shape(), row));
    undo_.emplace_back([&table, row = std::move(row)] { (void)table.insert(row); });
  }
  return {};
}

// Nothing is here that this program has not bound.
Stored<void> Writer::add(const AdoptRecords& /*write*/) { return {}; }

Stored<void> Writer::add(const NoteIfLate& write) {
  using R = PackActivationRecord;
  QueryOf<R> active;
  active.equal<&R::status>(ActivationStatus::kActive);
  for (const Row* row : tables_.of(shape_of<R>()).which(active)) {
    const auto activation = to_record<R>(*row);
    if (!activation || activation->screening_pack_hash == write.screening_pack_hash) continue;
    (void)insert(tables_.of(shape_of<LateDecisionRecord>()),
                 to_row(LateDecisionRecord{write.decision_id, activation->activation_id}));
  }
  return {};
}

}  // namespace financescr::memory_store
