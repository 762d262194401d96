#include "datagen/importers/histories/ibm_aml.hpp"

#include <array>
#include <optional>
#include <string>

#include "datagen/importers/text_scan.hpp"
#include "engine/core/currency.hpp"

namespace financescr::datagen::histories {
namespace {

using monitoring::Instrument;

// Thousandths of a bitcoin, which ISO 4217 does not have: events have two decimals of it.
constexpr std::string_view kMilliBitcoin = "MBT";
constexpr int kThousandths = 3;

struct CurrencyWord {
  std::string_view word;
  std::string_view code;
};
constexpr std::array<CurrencyWord, 15> kCurrencyWords = {{
    {"US Dollar", "USD"},
    {"Euro", "EUR"},
    {"Yuan", "CNY"},
    {"Shekel", "ILS"},
    {"Rupee", "INR"},
    {"UK Pound", "GBP"},
    {"Ruble", "RUB"},
    {"Yen", "JPY"},
    {"Swiss Franc", "CHF"},
    {"Bitcoin", kMilliBitcoin},
    {"Canadian Dollar", "CAD"},
    {"Australian Dollar", "AUD"},
    {"Mexican Peso", "MXN"},
    {"Saudi Riyal", "SAR"},
    {"Brazil Real", "BRL"},
}};

struct FormatWord {
  std::string_view word;
  Instrument instrument;
};
constexpr std::array<FormatWord, 7> kPaymentFormats = {{
    {"Cheque", Instrument::kCheque},
    {"Credit Card", Instrument::kCard},
    {"ACH", Instrument::kTransfer},
    {"Cash", Instrument::kCash},
    {"Wire", Instrument::kTransfer},
    {"Bitcoin", Instrument::kTransfer},
    {"Reinvestment", Instrument::kTransfer},
}};

Money read_money(Cells& cells, const Column& amount, const Column& currency) {
  const std::string_view name = cells.text(currency);
  std::string_view code = name;
  for (const CurrencyWord& row : kCurrencyWords) {
    if (equal_ignoring_case(row.word, name)) code = row.code;
  }
  const auto known = parse_currency(code);
  if (!known) {
    cells.skip("currency not known", currency.name + ": " + std::string(name));
    return {};
  }
  AmountMarks marks;
  if (code == kMilliBitcoin) marks.shift = kThousandths;
  return cells.amount(amount, *known, marks);
}

Instrument read_payment_format(Cells& cells, const Column& column) {
  const std::string_view name = cells.text(column);
  for (const FormatWord& row : kPaymentFormats) {
    if (equal_ignoring_case(row.word, name)) return row.instrument;
  }
  cells.notice("payment format not known, taken for a transfer", std::string(name));
  return Instrument::kTransfer;
}

struct IbmColumns {
  explicit IbmColumns(Header& header)
      : time(header.required({"Timestamp"})),
        from_bank(header.required({"From Bank"})),
        from(header.required({"Account"})),
        to_bank(header.required({"To Bank"})),
        // Tables that went through pandas have numbered it.
        to(header.optional({"Account.1"})),
        received(header.required({"Amount Received"})),
        received_currency(header.required({"Receiving Currency"})),
        paid(header.required({"Amount Paid"})),
        paid_currency(header.required({"Payment Currency"})),
        format(header.required({"Payment Format"})),
        fraud(header.required({"Is Laundering"})) {
    if (to.is_there()) return;
    to = header.required({"Account"}, from.is_there() ? from.index + 1 : 0);
  }

  // The row as the published files write it, by which a pattern's rows are found.
  [[nodiscard]] std::string row_text(const Cells& cells) const {
    std::string text;
    for (const Column* column : {&time, &from_bank, &from, &to_bank, &to, &received,
                                 &received_currency, &paid, &paid_currency, &format}) {
      text.append(cells.text(*column)).append(",");
    }
    return text;
  }

  Column time;
  Column from_bank;
  Column from;
  Column to_bank;
  Column to;
  Column received;
  Column received_currency;
  Column paid;
  Column paid_currency;
  Column format;
  Column fraud;
};

// Accounts are numbered by each bank.
std::string account_of(Cells& cells, const Column& bank, const Column& account) {
  const std::string of_bank = cells.id(bank);
  return of_bank + "-" + cells.id(account);
}

}  // namespace

RowReader open_ibm_aml(Header& header, const HistoryContext& context) {
  return [columns = IbmColumns(header), accounts = &context.accounts,
          minutes = TimeFormat::parse("YYYY/MM/DD hh:mm").value()](Cells& cells, Transaction& to) {
    monitoring::Event& event = to.event;
    event.event_id = cells.id_of_line();
    event.occurred_at = cells.time(columns.time, minutes);
    event.account_id = account_of(cells, columns.from_bank, columns.from);
    event.client_id = event.account_id;
    event.counterparty_account_id = account_of(cells, columns.to_bank, columns.to);
    event.type = monitoring::EventType::kTransfer;
    event.direction = monitoring::Direction::kOut;
    event.instrument = read_payment_format(cells, columns.format);
    event.amount = read_money(cells, columns.paid, columns.paid_currency);
    if (event.amount.currency.text() == kMilliBitcoin) {
      cells.notice("bitcoin, written as thousandths with the code MBT",
                   std::string(cells.text(columns.paid)));
    }
    to.is_fraud = cells.flag(columns.fraud);
    if (to.is_fraud.value_or(false)) to.typology = accounts->typology_of(columns.row_text(cells));
    add_received(to, *event.counterparty_account_id);
    if (to.received) {
      to.received->amount = read_money(cells, columns.received, columns.received_currency);
    }
  };
}

Result<void> read_beside_ibm_aml(ImportSession& session, const ListFile& file,
                                 AccountBook& accounts) {
  constexpr std::string_view kBegin = "BEGIN LAUNDERING ATTEMPT - ";
  constexpr std::size_t kCellsOfRow = 10;
  session.open_file(file);
  CsvReader reader(file.text);
  CsvRecord record;
  std::string typology;
  while (true) {
    const Result<bool> more = reader.next(record);
    session.at_line(record.line);
    if (!more) {
      session.skip_row("not a CSV record", more.error().detail);
      continue;
    }
    if (!*more) break;
    const std::string_view first = record.fields.front();
    if (first.substr(0, kBegin.size()) == kBegin) {
      const std::string_view words = first.substr(kBegin.size());
      typology = words.substr(0, words.find(':'));
    } else if (record.fields.size() > kCellsOfRow) {
      std::string row;
      for (std::size_t i = 0; i < kCellsOfRow; ++i) row.append(cell_of(record, i)).append(",");
      accounts.add_typology(row, typology);
      session.count_record();
    }
  }
  session.close_file();
  return {};
}

}  // namespace financescr::datagen::histories
