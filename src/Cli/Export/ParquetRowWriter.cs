using Parquet;
using Parquet.Schema;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Export;

/// <summary>
/// Apache Parquet, a group of rows at a time: each group is appended with a footer of its own, so that the file is whole after every group and an
/// export can be taken up again there.
/// </summary>
internal sealed class ParquetRowWriter : RowWriter
{
    /// <summary>Rows a group: some tens of megabytes in memory, and few enough groups for readers.</summary>
    private const int GroupSize = 20_000;

    /// <summary>A footer's length and the magic number "PAR1" end a file.</summary>
    private const int TrailerBytes = 8;

    private readonly Stream _stream;
    private readonly IReadOnlyList<Column> _columns;
    private readonly ParquetSchema _schema;
    private readonly List<Event> _group = new(GroupSize);
    private bool _begun;

    public ParquetRowWriter(Stream stream, long rows, IReadOnlyList<Column> columns)
    {
        if (!stream.CanSeek)
            throw CliException.Usage("--format parquet needs --output with a file");
        (_stream, _columns, _begun) = (stream, columns, rows > 0);
        _schema = new ParquetSchema(columns.Select(Field));
    }

    public override bool IsComplete => _group.Count == 0;

    /// <summary>The footer, which the next group is written over.</summary>
    public override byte[] Tail
    {
        get
        {
            if (!_begun)
                return [];
            var trailer = new byte[TrailerBytes];
            _stream.Seek(-TrailerBytes, SeekOrigin.End);
            _stream.ReadExactly(trailer);
            var tail = new byte[BitConverter.ToInt32(trailer) + TrailerBytes];
            _stream.Seek(-tail.Length, SeekOrigin.End);
            _stream.ReadExactly(tail);
            return tail;
        }
    }

    public override async Task WriteAsync(Event item, CancellationToken cancellationToken)
    {
        _group.Add(item);
        if (_group.Count == GroupSize)
            await FlushAsync();
    }

    public override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_group.Count > 0 || !_begun)
            await FlushAsync();
    }

    private async Task FlushAsync()
    {
        _stream.Seek(0, _begun ? SeekOrigin.End : SeekOrigin.Begin);
        await using (var writer = await ParquetWriter.CreateAsync(_schema, _stream, append: _begun, cancellationToken: CancellationToken.None))
        {
            using var group = writer.CreateRowGroup();
            for (var i = 0; i < _columns.Count; i++)
            {
                var (column, field) = (_columns[i], _schema.DataFields[i]);
                switch (column.Kind)
                {
                    case ColumnKind.Whole:
                        await group.WriteAsync<long>(field, (ReadOnlyMemory<long?>)_group.Select(item => (long?)column.Value(item)).ToArray());
                        break;
                    case ColumnKind.Real:
                        await group.WriteAsync<double>(field, (ReadOnlyMemory<double?>)_group.Select(item => (double?)column.Value(item)).ToArray());
                        break;
                    default:
                        await group.WriteAsync(field, _group.Select(item => (string)(column.Value(item) ?? "")).ToArray());
                        break;
                }
            }
        }
        _begun = true;
        _group.Clear();
    }

    private static DataField Field(Column column) => column.Kind switch
    {
        ColumnKind.Whole => new DataField<long?>(column.Name),
        ColumnKind.Real => new DataField<double?>(column.Name),
        _ => new DataField<string>(column.Name),
    };
}
