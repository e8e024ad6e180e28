package io.kinesisrewind.archive.history;

import io.kinesisrewind.archive.latest.DynamoDbErrors;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.dynamodb.sink.DynamoDbSinkException;
import org.apache.flink.util.function.ThrowingRunnable;

/** A writer's surroundings, in which its failures say which table they are about. */
@SuppressWarnings("deprecation") // what the connector wants
final class TableContext extends Sink.InitContextWrapper {

  private final MailboxExecutor mailbox;

  TableContext(WriterInitContext context, String table) {
    super(context);
    this.mailbox = new TableMailbox(context.getMailboxExecutor(), table);
  }

  @Override
  public MailboxExecutor getMailboxExecutor() {
    return mailbox;
  }

  /** The connector throws what is fatal from a mail. */
  private static final class TableMailbox implements MailboxExecutor {

    private final MailboxExecutor mailbox;
    private final String table;

    TableMailbox(MailboxExecutor mailbox, String table) {
      this.mailbox = mailbox;
      this.table = table;
    }

    @Override
    public void execute(
        MailOptions options,
        ThrowingRunnable<? extends Exception> mail,
        String description,
        Object... arguments) {
      mailbox.execute(options, () -> run(mail), description, arguments);
    }

    private void run(ThrowingRunnable<? extends Exception> mail) throws Exception {
      try {
        mail.run();
      } catch (DynamoDbSinkException e) {
        throw DynamoDbErrors.writing(table, "dynamodb:BatchWriteItem", rootCause(e));
      }
    }

    private static Throwable rootCause(Throwable failure) {
      Throwable cause = failure;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return cause;
    }

    @Override
    public void yield() throws InterruptedException {
      mailbox.yield();
    }

    @Override
    public boolean tryYield() {
      return mailbox.tryYield();
    }

    @Override
    public boolean shouldInterrupt() {
      return mailbox.shouldInterrupt();
    }
  }
}
