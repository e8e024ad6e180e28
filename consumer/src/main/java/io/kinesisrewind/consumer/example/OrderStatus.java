package io.kinesisrewind.consumer.example;

import java.util.Objects;

/** What the example's table says of an order. A POJO, as Flink wants it. */
public final class OrderStatus {

  private String order = "";
  private String status;

  public OrderStatus() {}

  /**
   * @param status null where the order has been deleted
   */
  public OrderStatus(String order, String status) {
    this.order = order;
    this.status = status;
  }

  public String getOrder() {
    return order;
  }

  public void setOrder(String order) {
    this.order = order;
  }

  /** Null where the order has been deleted. */
  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrderStatus
        && order.equals(((OrderStatus) other).order)
        && Objects.equals(status, ((OrderStatus) other).status);
  }

  @Override
  public int hashCode() {
    return Objects.hash(order, status);
  }

  @Override
  public String toString() {
    return order + "=" + status;
  }
}
