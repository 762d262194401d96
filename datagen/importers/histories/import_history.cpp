#include "datagen/importers/histories/import_history.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include "datagen/importers/encoding.hpp"
#include "engine/core/limits.hpp"

namespace financescr::datagen::histories {
namespace {

using monitoring::Event;

// Where a row is, and when it happened.
struct Place {
  std::int64_t at_us;
  std::uint64_t offset;
  std::uint32_t line;
  std::uint32_t file;

  bool operator<(const Place& other) const {
    if (at_us != other.at_us) return at_us < other.at_us;
    return file != other.file ? file < other.file : offset < other.offset;
  }
};

struct OpenFile {
  ListFile file;
  RowReader read;
  CsvReader csv;
};

struct AccountLabel {
  Timestamp known_at;
  const Account* account;
};

// Ids that come again, found by eight bytes of each: the few that may be ones are told apart by
// their texts when the rows are read again.
class RepeatedIds {
 public:
  void add(std::string_view id) { hashes_.push_back(std::hash<std::string_view>()(id)); }

  // After the last: keeps those that came twice.
  void settle() {
    std::sort(hashes_.begin(), hashes_.end());  // equal ones are the same
    for (std::size_t i = 1; i < hashes_.size(); ++i) {
      if (hashes_[i] == hashes_[i - 1]) twice_.insert(hashes_[i]);
    }
    hashes_ = {};
  }

  // Whether the id was asked for before. Requires: settled.
  bool is_repeated(const std::string& id) {
    return !twice_.empty() && twice_.count(std::hash<std::string_view>()(id)) != 0 &&
           !seen_.insert(id).second;
  }

 private:
  std::vector<std::size_t> hashes_;
  std::unordered_set<std::size_t> twice_;
  std::unordered_set<std::string> seen_;
};

constexpr std::string_view kReceivedEnding = "-in";

std::string id_of_received(const Event& event) {
  return event.event_id + std::string(kReceivedEnding);
}

std::size_t bytes_of(const HistoryFiles& files) {
  std::size_t bytes = 0;
  for (const ListFile& file : files.transactions) bytes += file.text.size();
  for (const ListFile& file : files.beside) bytes += file.text.size();
  return bytes;
}

class Importer {
 public:
  Importer(const HistoryFormat& format, const HistoryOptions& options, std::size_t total_bytes)
      : format_(format),
        options_(options),
        list_options_{.hash_id = nullptr, .progress = options.progress},
        session_(std::string(format.title), list_options_, total_bytes),
        context_{options.currency, accounts_, options.map} {}

  // Finds the columns of all files before the first row is read.
  Result<void> open(const HistoryFiles& files) {
    for (const ListFile& file : files.transactions) {
      auto header = read_header(file, options_.map.csv);
      if (!header) return tl::unexpected(header.error());
      RowReader read = format_.open(*header, context_);
      if (!header->missing().empty()) return columns_missing(file.name, header->missing());
      files_.push_back({file, std::move(read), CsvReader(file.text, options_.map.csv)});
    }
    for (const ListFile& file : files.beside) {
      if (auto read = format_.read_beside(session_, file, accounts_); !read) return read;
    }
    return {};
  }

  // Reads every row for its time and its faults.
  Result<void> find_rows() {
    for (std::uint32_t i = 0; i < files_.size(); ++i) {
      bool is_header = true;
      for_each_csv_record(session_, files_[i].file, {.csv = options_.map.csv},
                          [&](const CsvRecord& record) {
                            if (!std::exchange(is_header, false)) find_row(record, i);
                          });
    }
    if (places_.size() > kMaxHistoryRows) {
      return fail(ErrorCode::kTooLarge, std::string(files_.front().file.name) +
                                            ": the history has more than " +
                                            std::to_string(kMaxHistoryRows) + " rows");
    }
    if (places_.empty()) return no_row();
    ids_.settle();
    // Generators write in the order of time, mostly.
    if (!std::is_sorted(places_.begin(), places_.end())) {
      std::sort(places_.begin(), places_.end());  // total order
    }
    return {};
  }

  Result<ImportReport> write(const HistorySinks& sinks) {
    LineWriter events(sinks.events);
    LineWriter labels(sinks.labels);
    const std::vector<AccountLabel> of_accounts = account_labels();
    auto next = of_accounts.begin();
    CsvRecord record;
    for (const Place& place : places_) {
      const Result<Transaction> row = read_again(place, record);
      if (!row) return tl::unexpected(row.error());
      if (!events.ok() || !labels.ok()) break;
      const bool is_twice = ids_.is_repeated(row->event.event_id);
      const bool is_received_twice = row->received && ids_.is_repeated(row->received->event_id);
      if (is_twice || is_received_twice) {
        session_.at_place(files_[place.file].file.name, place.line);
        session_.skip_row("id twice", is_twice ? row->event.event_id : row->received->event_id);
        continue;
      }
      const Timestamp known_at{place.at_us + options_.label_delay_us};
      for (; next != of_accounts.end() && next->known_at < known_at; ++next) {
        write_label(labels, *next);
      }
      write_event(events, labels, row->event, *row, known_at);
      if (row->received) write_event(events, labels, *row->received, *row, known_at);
    }
    for (; next != of_accounts.end(); ++next) write_label(labels, *next);
    if (auto written = events.finish(); !written) return tl::unexpected(written.error());
    if (auto written = labels.finish(); !written) return tl::unexpected(written.error());
    count_all();
    return std::move(session_.report());
  }

 private:
  void find_row(const CsvRecord& record, std::uint32_t file) {
    Cells cells(record, file);
    Transaction row;
    files_[file].read(cells, row);
    const std::size_t ending = row.received ? kReceivedEnding.size() : 0;
    if (row.event.event_id.size() + ending > limits::kMaxIdBytes) {
      cells.skip("id too long", row.event.event_id);
    }
    if (record.line > std::numeric_limits<std::uint32_t>::max()) {
      cells.skip("line beyond 2^32", std::to_string(record.line));
    }
    if (!cells.ok()) {
      session_.skip_row(cells.skipped()->reason, cells.skipped()->detail);
      return;
    }
    for (const Remark& remark : cells.notices()) session_.notice(remark.reason, remark.detail);
    if (places_.size() > kMaxHistoryRows) return;
    places_.push_back(
        {row.event.occurred_at.us, record.offset, static_cast<std::uint32_t>(record.line), file});
    ids_.add(row.event.event_id);
    if (row.received) ids_.add(id_of_received(row.event));
    accounts_.note_event(row.event.account_id, row.event.occurred_at);
    if (row.received) accounts_.note_event(row.received->account_id, row.event.occurred_at);
  }

  // Errors: kCorrupt where the row is not what it was when it was read before.
  Result<Transaction> read_again(const Place& place, CsvRecord& record) {
    OpenFile& file = files_[place.file];
    file.csv.seek(place.offset, place.line);
    Transaction row;
    if (file.csv.next(record).value_or(false)) {
      for (std::string& field : record.fields) make_utf8(field);
      Cells cells(record, place.file);
      file.read(cells, row);
      if (cells.ok() && row.event.occurred_at.us == place.at_us) {
        if (row.received) {
          row.received->event_id = id_of_received(row.event);
          row.received->occurred_at = row.event.occurred_at;
        }
        return row;
      }
    }
    return fail(ErrorCode::kCorrupt, std::string(file.file.name) + ": line " +
                                         std::to_string(place.line) +
                                         " changed while the file was read");
  }

  void write_event(LineWriter& events, LineWriter& labels, const Event& event,
                   const Transaction& row, Timestamp known_at) {
    events.event(event);
    ++events_[static_cast<std::size_t>(event.type)];
    if (!row.is_fraud) return;
    if (known_at > Event::kLatest) {
      ++too_late_;
      return;
    }
    labels.label("event_id", event.event_id, *row.is_fraud, row.typology, known_at);
    ++event_labels_[*row.is_fraud ? 1 : 0];
    if (*row.is_fraud) ++typologies_[std::string(shown_typology(true, row.typology))];
  }

  void write_label(LineWriter& labels, const AccountLabel& label) {
    const bool is_fraud = *label.account->is_fraud;
    labels.label("account_id", label.account->account_id, is_fraud, {}, label.known_at);
    ++account_labels_[is_fraud ? 1 : 0];
  }

  // What is known of accounts, in the order in which it is. Nobody can know anything of an account
  // before its first event; what has no time of its own is known at the end of the history.
  std::vector<AccountLabel> account_labels() {
    std::vector<AccountLabel> labels;
    session_.at_line(0);
    for (const Account& account : accounts_.all()) {
      if (!account.is_fraud) continue;
      if (!account.first_seen) {
        session_.leave_out("label of an account without a transaction",
                           "account " + account.account_id);
        continue;
      }
      const Timestamp end{places_.back().at_us};
      const Timestamp since =
          std::max(*account.first_seen, *account.is_fraud ? account.fraud_at.value_or(end) : end);
      const Timestamp known_at{since.us + options_.label_delay_us};
      if (known_at > Event::kLatest) {
        ++too_late_;
        continue;
      }
      labels.push_back({known_at, &account});
    }
    std::sort(labels.begin(), labels.end(), [](const AccountLabel& a, const AccountLabel& b) {
      return a.known_at != b.known_at ? a.known_at < b.known_at : a.account < b.account;
    });
    return labels;
  }

  void count_all() {
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const auto type = static_cast<monitoring::EventType>(i);
      if (events_[i] > 0) count("events", to_string(type), events_[i]);
    }
    constexpr std::array<std::string_view, 2> kNames = {"legitimate", "fraud"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if (event_labels_[i] > 0) count("labels of events", kNames[i], event_labels_[i]);
      if (account_labels_[i] > 0) count("labels of accounts", kNames[i], account_labels_[i]);
    }
    for (const auto& [typology, times] : typologies_) count("fraud by typology", typology, times);
    if (too_late_ > 0) count("labels not written", "known after the year 2100", too_late_);
  }

  void count(std::string_view group, std::string_view what, std::int64_t how_many) {
    session_.report().add_count(group, what, how_many);
  }

  // What is wrong with a history that has no valid row.
  tl::unexpected<Error> no_row() {
    auto refused = session_.finish("rows of " + std::string(format_.title));
    return tl::unexpected(std::move(refused).error());
  }

  const HistoryFormat& format_;
  const HistoryOptions& options_;
  ImportOptions list_options_;
  ImportSession session_;
  AccountBook accounts_;
  HistoryContext context_;
  std::vector<OpenFile> files_;
  std::deque<Place> places_;  // of millions: it grows without being copied
  RepeatedIds ids_;
  std::array<std::int64_t, monitoring::kEventTypeCount> events_{};
  std::array<std::int64_t, 2> event_labels_{};    // legitimate, fraud
  std::array<std::int64_t, 2> account_labels_{};  // the same
  std::map<std::string, std::int64_t> typologies_;
  std::int64_t too_late_ = 0;
};

}  // namespace

Result<ImportReport> import_history(const HistoryFormat& format, const HistoryFiles& files,
                                    const HistoryOptions& options, const HistorySinks& sinks) {
  Importer importer(format, options, bytes_of(files));
  if (auto opened = importer.open(files); !opened) return tl::unexpected(opened.error());
  if (auto found = importer.find_rows(); !found) return tl::unexpected(found.error());
  return importer.write(sinks);
}

}  // namespace financescr::datagen::histories
